#include "app/import/importsource.h"

#include "app/csv/csvfile.h"
#include "app/import/importcolumns.h"
#include "orm/core/decimal.h"
#include "orm/core/error.h"
#include "orm/core/utf8.h"
#include "ui/export/namecell.h"
#include "ui/export/safecell.h"
#include "ui/export/textoutput.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cctype>
#include <cstring>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ImportSource)
};

ImportSource kept(const QString &name, const QByteArray &bytes)
{
    ImportSource source{.file = {}, .folder = std::make_shared<QTemporaryDir>()};
    source.file = source.folder->filePath(name);
    QFile file(source.file);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
        throw orm::BaseError(
            Texts::tr("“%1” cannot be kept for the import: %2").arg(name, file.errorString()));
    return source;
}

/// The list in a document: itself, or the one array in it.
QJsonArray listIn(const QJsonDocument &document)
{
    if (document.isArray())
        return document.array();
    QList<QJsonArray> lists;
    const QJsonObject object = document.object();
    for (const QJsonValue &value : object)
        if (value.isArray())
            lists << value.toArray();
    return lists.size() == 1 ? lists.first() : QJsonArray();
}

/// Stands before the digits of a number that became a text; no character. A text that begins with
/// it gets another one.
constexpr QChar numberMark(0xFDD0);

/// The same document with its numbers as texts behind a mark: QJsonDocument keeps numbers as
/// doubles, which would change prices and the numbers of books.
QByteArray withNumbersAsTexts(const QByteArray &json)
{
    static const QByteArray mark = QString(numberMark).toUtf8();
    QByteArray texts;
    texts.reserve(json.size() + json.size() / 4);
    bool isInText = false;
    for (qsizetype at = 0; at < json.size(); ++at) {
        const char c = json.at(at);
        const auto isOfNumber = [&json](qsizetype i) {
            return i < json.size() && (isdigit(uchar(json.at(i))) || strchr("+-.eE", json.at(i)));
        };
        if (!isInText && (c == '-' || isdigit(uchar(c)))) {
            texts += '"' + mark;
            for (; isOfNumber(at); ++at)
                texts += json.at(at);
            texts += '"';
            --at;
            continue;
        }
        texts += c;
        if (isInText && c == '\\' && at + 1 < json.size())
            texts += json.at(++at);
        else if (c == '"')
            isInText = !isInText;
        if (c == '"' && isInText && QByteArrayView(json).sliced(at + 1).startsWith(mark))
            texts += mark;
    }
    return texts;
}

bool isNumber(const QString &text)
{
    return text.startsWith(numberMark) && !text.sliced(1).startsWith(numberMark);
}

/// The text of a value that is a text or a number, to the digit.
QString textOf(const QString &text)
{
    if (!text.startsWith(numberMark))
        return text;
    const QString rest = text.sliced(1);
    const bool hasPower = isNumber(text) && rest.contains(u'e', Qt::CaseInsensitive);
    const auto exact = hasPower ? orm::Decimal::fromString(rest) : std::nullopt;
    return exact ? exact->toString() : rest;
}

/// A value within, as JSON writes it.
QString jsonOf(const QJsonValue &value)
{
    static const QRegularExpression number(u"\"\uFDD0([^\"]*)\""_s);
    return ui::plainText(QVariant::fromValue(value)).replace(number, u"\\1"_s);
}

enum class Lists : quint8 { Texts, Names };

QString cellOf(const QJsonValue &value, Lists lists)
{
    if (value.isNull() || value.isUndefined())
        return {};
    if (value.isString()) {
        const QString text = value.toString();
        return isNumber(text) ? textOf(text) : ui::safeCell(textOf(text));
    }
    if (value.isArray()) {
        QStringList parts;
        const QJsonArray items = value.toArray();
        for (const QJsonValue &item : items)
            parts << (item.isString() ? textOf(item.toString()) : jsonOf(item));
        return parts.isEmpty() ? QString()
                               : ui::safeCell(lists == Lists::Names ? ui::namesCell(parts)
                                                                    : parts.join(u", "_s));
    }
    return ui::safeCell(jsonOf(value));
}

QByteArray rowOf(const QStringList &cells)
{
    QByteArray row;
    for (QString cell : cells)
        row += (row.isEmpty() ? "\"" : ",\"") + cell.replace(u'"', u"\"\""_s).toUtf8() + '"';
    return row + '\n';
}

/// What of the columns with these names is a list of names.
QList<Lists> listsOf(const QStringList &names, const QList<ImportField> &fields)
{
    const ColumnChoice choice = matchColumns(names, fields);
    QList<Lists> lists(names.size(), Lists::Texts);
    for (const ImportField &field : fields)
        if (const int column = choice.columns.value(field.attribute, -1);
            column >= 0 && field.kind == ImportField::Kind::Names)
            lists[column] = Lists::Names;
    return lists;
}

QByteArray tableOf(const QJsonArray &list, const QList<ImportField> &fields)
{
    QStringList names;
    for (const QJsonValue &item : list)
        for (const QString &name : item.toObject().keys())
            if (!names.contains(name))
                names << name;
    const QList<Lists> lists = listsOf(names, fields);
    QByteArray table = rowOf(names);
    for (const QJsonValue &item : list) {
        const QJsonObject object = item.toObject();
        QStringList cells;
        for (qsizetype column = 0; column < names.size(); ++column)
            cells << cellOf(object.value(names.at(column)), lists.at(column));
        table += rowOf(cells);
    }
    return table;
}

} // namespace

ImportSource importSourceOf(const QString &name, const QList<ImportField> &fields)
{
    if (QFileInfo(name).suffix().toLower() != "json"_L1)
        return {.file = name};
    QFile file(name);
    openCsv(file);
    QJsonParseError error;
    const QByteArray json = orm::jsonWithMarks(file.readAll());
    (void)QJsonDocument::fromJson(json, &error);
    const QJsonDocument document = QJsonDocument::fromJson(withNumbersAsTexts(json));
    if (error.error != QJsonParseError::NoError)
        throw orm::BaseError(Texts::tr("“%1” is not JSON: %2 (at byte %3)")
                                 .arg(name, error.errorString())
                                 .arg(error.offset));
    const QJsonArray list = listIn(document);
    const bool isList = !list.isEmpty()
                        && std::all_of(list.begin(), list.end(),
                                       [](const QJsonValue &item) { return item.isObject(); });
    if (!isList)
        throw orm::BaseError(Texts::tr("“%1” holds no list of objects.").arg(name));
    return kept(QFileInfo(name).completeBaseName() + u".csv"_s, tableOf(list, fields));
}

ImportSource importSourceOf(const QString &name, const QString &text)
{
    return kept(name + u".csv"_s, text.toUtf8());
}
