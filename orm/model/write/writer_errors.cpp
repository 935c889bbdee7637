// What a Writer throws for rows that break rules.
#include "orm/core/error.h"
#include "orm/model/write/writer.h"

namespace orm {

using namespace Qt::StringLiterals;

QString validationText(const QList<ValidationErrorItem> &errors)
{
    // As in Sequelize, that a value is of the wrong type is said without more words.
    QStringList lines;
    for (const ValidationErrorItem &error : errors)
        lines += error.validatorKey.endsWith(" validator"_L1)
                     ? error.message
                     : error.type + ": "_L1 + error.message;
    return lines.join(",\n"_L1);
}

void throwIfInvalid(const QList<ValidationErrorItem> &errors, const QList<qint64> &rows)
{
    if (errors.isEmpty())
        return;
    ErrorFacts facts;
    facts.message = validationText(errors);
    for (const ValidationErrorItem &error : errors)
        facts.fields += error.path;
    facts.errors = errors;
    facts.rows = rows;
    throw ValidationError(facts);
}

void throwIfAnyInvalid(const QList<QList<ValidationErrorItem>> &rows)
{
    ErrorFacts facts;
    for (qsizetype row = 0; row < rows.size(); ++row) {
        const QList<ValidationErrorItem> &errors = rows.at(row);
        if (errors.isEmpty())
            continue;
        facts.rows += row;
        // Of a single broken rule all is told, so that a form can say it beside its field.
        ValidationErrorItem item = errors.size() == 1 ? errors.first() : ValidationErrorItem();
        item.message = validationText(errors);
        facts.errors += item;
    }
    if (!facts.errors.isEmpty())
        throw AggregateError(facts);
}

} // namespace orm
