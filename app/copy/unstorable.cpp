#include "app/copy/unstorable.h"

#include "orm/core/error.h"
#include "orm/model/sequelize.h"

#include <QCoreApplication>

#include <limits>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ShopCopy)
};

QString keyText(const CopiedTable &table, const orm::Values &row)
{
    QStringList texts;
    for (const QString &attribute : table.key)
        texts += row.find(attribute)->data()->toString();
    return texts.join(u", "_s);
}

[[noreturn]] void refuse(const CopiedTable &table, const orm::Values &row, const QString &field,
                         const QString &why)
{
    const QString name = table.model->tableName();
    if (field.isEmpty())
        throw orm::BaseError(Texts::tr("Row %1 of “%2” cannot be stored there: %3")
                                 .arg(keyText(table, row), name, why));
    throw orm::BaseError(Texts::tr("Row %1 of “%2” cannot be stored there, because of “%3”: %4")
                             .arg(keyText(table, row), name, field, why));
}

/// Of a whole number: SQLite keeps larger ones than servers do.
bool isTooLarge(const orm::DataType &type, const QVariant &value)
{
    if (type.kind() != orm::DataType::Kind::Integer)
        return false;
    const qint64 whole = value.toLongLong();
    return whole < std::numeric_limits<qint32>::min() || whole > std::numeric_limits<qint32>::max();
}

} // namespace

void refuseUnstorable(const CopiedTable &table, const QList<orm::Values> &rows)
{
    const bool isServer = table.model->sequelize().options().dialect != orm::Dialect::Sqlite;
    for (const orm::Values &row : rows)
        for (const orm::AttributeDefinition &attribute : table.model->attributes()) {
            const QVariant &value = *row.find(attribute.name)->data();
            // A missing moment would become the present one.
            if (value.isNull() && (!attribute.options.allowNull || attribute.options.primaryKey))
                refuse(table, row, attribute.name, Texts::tr("A value is missing, and needed."));
            if (value.typeId() == QMetaType::QString && value.toString().contains(QChar::Null))
                refuse(table, row, attribute.name,
                       Texts::tr("The text holds NUL, which databases cut or refuse."));
            if (isServer && isTooLarge(attribute.options.type, value))
                refuse(table, row, attribute.name,
                       Texts::tr("%1 is beyond what a server keeps as a whole number.")
                           .arg(value.toString()));
        }
}

void throwOfRow(const CopiedTable &table, const QList<orm::Values> &rows,
                const orm::BaseError &error)
{
    const orm::Values *row = nullptr;
    if (!error.rows().isEmpty() && error.rows().constFirst() < rows.size())
        row = &rows.at(error.rows().constFirst());
    else if (rows.size() == 1)
        row = &rows.constFirst();
    if (!row)
        throw; // of no row: the connection, or the disk
    const orm::ValidationErrorItem item = error.errors().value(0);
    refuse(table, *row, item.path.isEmpty() ? error.fields().value(0) : item.path,
           item.message.isEmpty() ? error.message() : item.message);
}
