#include "orm/core/decimal.h"
#include "orm/core/error.h"
#include "ui/export/exporttable.h"
#include "ui/export/textoutput.h"
#include "ui/export/writers.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(XlsxWriter)
};

constexpr lxw_row_t rowsOfSheet = 1'048'576;
/// A spreadsheet keeps so many digits of a number.
constexpr qsizetype mostDigits = 15;
/// Moments count in days from the last of 1899; Excel knows none before 1900.
constexpr qint64 millisecondsOfDay = 86'400'000;
constexpr double daysTo1970 = 25'569;

void check(lxw_error error)
{
    if (error != LXW_NO_ERROR)
        throw orm::BaseError(Texts::tr("The workbook cannot be written: %1")
                                 .arg(QString::fromUtf8(lxw_strerror(error))));
}

/// Text as a workbook spells it: characters that XML lacks stand there as _x0001_, and so does what
/// looks like that.
QByteArray spelled(const QString &text)
{
    static const QRegularExpression special(
        uR"([\x{1}-\x{8}\x{B}-\x{1F}\x{FFFE}\x{FFFF}]|_(?=x[0-9A-Fa-f]{4}_))"_s);
    if (!text.contains(special))
        return text.toUtf8();
    QString result;
    qsizetype done = 0;
    for (const QRegularExpressionMatch &match : special.globalMatch(text)) {
        result += text.mid(done, match.capturedStart() - done);
        result += u"_x%1_"_s.arg(text.at(match.capturedStart()).unicode(), 4, 16, QChar(u'0'));
        done = match.capturedEnd();
    }
    return (result + text.mid(done)).toUtf8();
}

/// Writes into a folder of its own, since the library wants a path, and takes the file from there.
class XlsxWriter final : public RowWriter
{
public:
    XlsxWriter(const ExportTable &table, QIODevice &device)
        : m_table(table)
        , m_device(device)
    {
    }
    ~XlsxWriter() override
    {
        if (m_book) // somebody has thrown; the library frees what it has when it closes
            workbook_close(m_book);
    }
    XlsxWriter(const XlsxWriter &) = delete;
    XlsxWriter &operator=(const XlsxWriter &) = delete;

    void begin() override
    {
        m_folderName = m_folder.path().toLocal8Bit();
        m_file = m_folder.filePath(u"book.xlsx"_s);
        lxw_workbook_options options = {};
        options.constant_memory = LXW_TRUE;
        options.tmpdir = m_folderName.data();
        m_book = workbook_new_opt(m_file.toLocal8Bit().constData(), &options);
        if (!m_book)
            throw orm::BaseError(Texts::tr("The workbook cannot be made."));
        makeFormats();
        beginSheet();
    }

    void add(std::span<const QVariant> cells) override
    {
        if (m_row == rowsOfSheet)
            beginSheet();
        for (size_t column = 0; column < cells.size(); ++column)
            if (!isNothing(cells[column]))
                write(lxw_col_t(column), cells[column]);
        ++m_row;
    }

    void end() override
    {
        check(workbook_close(std::exchange(m_book, nullptr)));
        QFile file(m_file);
        if (!file.open(QIODevice::ReadOnly))
            throw orm::BaseError(file.errorString());
        TextOutput output(m_device);
        constexpr qint64 pieceSize = 1'048'576;
        while (!file.atEnd()) {
            output.text() += file.read(pieceSize);
            output.flush();
        }
    }

private:
    void makeFormats()
    {
        m_bold = workbook_add_format(m_book);
        format_set_bold(m_bold);
        m_moment = workbook_add_format(m_book);
        format_set_num_format(m_moment, "yyyy-mm-dd hh:mm:ss");
        m_day = workbook_add_format(m_book);
        format_set_num_format(m_day, "yyyy-mm-dd");
        for (const ExportColumn &column : m_table.columns) {
            lxw_format *&format = m_formats.emplace_back(nullptr);
            if (column.type.kind() != orm::DataType::Kind::Decimal || column.type.scale() < 1)
                continue;
            format = workbook_add_format(m_book);
            format_set_num_format(format, "0." + QByteArray(column.type.scale(), '0'));
        }
    }

    /// Its first row has the names, and stays in sight.
    void beginSheet()
    {
        m_sheet = workbook_add_worksheet(m_book, nullptr);
        if (!m_sheet)
            check(LXW_ERROR_MEMORY_MALLOC_FAILED);
        m_row = 0;
        for (lxw_col_t column = 0; column < m_table.columns.size(); ++column) {
            const ExportColumn &known = m_table.columns.at(column);
            const bool isMoment = known.type.kind() == orm::DataType::Kind::Date;
            constexpr int momentWidth = 19; // "2023-11-14 22:13:20"
            const int width = isMoment ? std::max(known.width, momentWidth) : known.width;
            check(worksheet_set_column(m_sheet, column, column, width, nullptr));
            check(worksheet_write_string(m_sheet, 0, column, spelled(known.title).constData(),
                                         m_bold));
        }
        worksheet_freeze_panes(m_sheet, 1, 0);
        m_row = 1;
    }

    void write(lxw_col_t column, const QVariant &value)
    {
        lxw_format *format = m_formats[column];
        if (isNumber(value)) {
            const double number = orm::holdsDecimal(value) ? value.value<orm::Decimal>().toDouble()
                                                           : value.toDouble();
            check(worksheet_write_number(m_sheet, m_row, column, number, format));
        } else if (value.typeId() == QMetaType::Bool) {
            check(worksheet_write_boolean(m_sheet, m_row, column, value.toBool(), nullptr));
        } else if (const double day = dayOf(value); day >= 1) {
            const bool isDay = value.typeId() == QMetaType::QDate;
            check(worksheet_write_number(m_sheet, m_row, column, day, isDay ? m_day : m_moment));
        } else {
            writeText(column, plainText(value));
        }
    }

    /// A number that a spreadsheet would round, or does not know, is written as text.
    static bool isNumber(const QVariant &value)
    {
        if (!isNumeric(value))
            return false;
        if (value.typeId() == QMetaType::Double)
            return std::isfinite(value.toDouble());
        const QString text = plainText(value);
        return std::ranges::count_if(text, [](QChar c) { return c.isDigit(); }) <= mostDigits;
    }

    /// As spreadsheets count days; 0 for what is none.
    static double dayOf(const QVariant &value)
    {
        const QDateTime moment = value.typeId() == QMetaType::QDate
                                     ? value.toDate().startOfDay(Qt::UTC)
                                 : value.typeId() == QMetaType::QDateTime ? value.toDateTime()
                                                                          : QDateTime();
        return moment.isValid()
                   ? double(moment.toMSecsSinceEpoch()) / double(millisecondsOfDay) + daysTo1970
                   : 0;
    }

    void writeText(lxw_col_t column, const QString &text)
    {
        const lxw_error error =
            worksheet_write_string(m_sheet, m_row, column, spelled(text).constData(), nullptr);
        if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
            throw orm::BaseError(
                Texts::tr("Row %1 has a %2 of %3 characters; a cell of a workbook holds 32,767.")
                    .arg(m_row + 1)
                    .arg(m_table.columns.at(column).title)
                    .arg(text.size()));
        check(error);
    }

    const ExportTable &m_table;
    QIODevice &m_device;
    QTemporaryDir m_folder;
    QByteArray m_folderName;
    QString m_file;
    lxw_workbook *m_book = nullptr; ///< Owns sheets and formats.
    lxw_worksheet *m_sheet = nullptr;
    lxw_format *m_bold = nullptr;
    lxw_format *m_moment = nullptr;
    lxw_format *m_day = nullptr;
    std::vector<lxw_format *> m_formats; ///< Of each column; null where there is none.
    lxw_row_t m_row = 0;
};

} // namespace

std::unique_ptr<RowWriter> makeXlsxWriter(const ExportTable &table, QIODevice &device)
{
    return std::make_unique<XlsxWriter>(table, device);
}

} // namespace ui
