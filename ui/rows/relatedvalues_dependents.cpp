// Rows that refer to records, and go with them or lose their reference.
#include "ui/rows/recordwriter.h"
#include "ui/rows/relatedvalues.h"
#include "ui/rows/rowkeys.h"

namespace ui::Related {

QList<QList<orm::Instance>> readDependents(const orm::ReadSession &session, const PageSpec &spec,
                                           const std::vector<qint64> &keys)
{
    QList<QList<orm::Instance>> all;
    const RowKeys about(*spec.model);
    for (const Dependent &dependent : spec.dependents) {
        orm::Attributes wanted;
        if (dependent.fate == Dependent::Fate::LosesReference)
            wanted = orm::Attributes(QStringList(RowKeys(*dependent.model).attributes())
                                     << dependent.foreignKey);
        QList<orm::Instance> rows;
        inPieces(keys, [&](std::span<const qint64> some) {
            rows += session.findAll(*dependent.model, {.where = {{orm::Text(dependent.foreignKey),
                                                                  about.valueList(some)}},
                                                       .attributes = wanted});
        });
        all.append(rows);
    }
    return all;
}

void restoreDependents(orm::Session &session, const PageSpec &spec,
                       const QList<QList<orm::Instance>> &rows)
{
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const Dependent &dependent = spec.dependents.at(i);
        const orm::Text reference(dependent.foreignKey);
        if (dependent.fate == Dependent::Fate::Goes && !rows.at(i).isEmpty())
            RecordWriter::insert(session, *dependent.model, rows.at(i));
        else if (dependent.fate == Dependent::Fate::LosesReference)
            for (const orm::Instance &row : rows.at(i))
                RecordWriter::rewrite(session, row, {{reference, row.getDataValue(reference)}});
    }
}

} // namespace ui::Related
