#include "ui/rows/keptrows.h"

#include "orm/core/error.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QTemporaryFile>

namespace ui {

namespace {

constexpr qsizetype rowsAtATime = 2'000;

void check(const QDataStream &stream)
{
    if (stream.status() != QDataStream::Ok)
        throw orm::BaseError(QCoreApplication::translate(
            "KeptRows", "What was taken out could not be kept: the folder for temporary files is "
                        "full, or cannot be written."));
}

/// A Decimal is written as its text: a stream does not know it.
QVariant streamed(const QVariant &value)
{
    return orm::holdsDecimal(value) ? QVariant(value.value<orm::Decimal>().toString()) : value;
}

orm::Instance rowFrom(QDataStream &stream, const orm::Model &model)
{
    orm::Values values;
    for (const orm::AttributeDefinition &attribute : model.attributes()) {
        QVariant value;
        stream >> value;
        values.set(attribute.name, orm::Operand(attribute.options.type.fromUser(value)));
    }
    check(stream);
    return model.build(values, {.isNewRecord = false, .raw = true});
}

} // namespace

KeptRows::KeptRows() = default;

KeptRows::~KeptRows() = default;

void KeptRows::clear()
{
    m_file.reset();
}

void KeptRows::append(const orm::Model &model, const QList<orm::Instance> &rows)
{
    if (rows.isEmpty())
        return;
    if (!m_file) {
        m_file = std::make_unique<QTemporaryFile>();
        (void)m_file->open(); // what fails shows at the first row
    }
    m_file->seek(m_file->size());
    QDataStream stream(m_file.get());
    for (const orm::Instance &row : rows)
        for (const orm::AttributeDefinition &attribute : model.attributes())
            stream << streamed(row.getDataValue(attribute.name));
    m_file->flush();
    check(stream);
}

void KeptRows::read(const orm::Model &model,
                    const std::function<void(const QList<orm::Instance> &)> &take) const
{
    if (!m_file)
        return;
    m_file->seek(0);
    QDataStream stream(m_file.get());
    while (!stream.atEnd()) {
        QList<orm::Instance> rows;
        while (rows.size() < rowsAtATime && !stream.atEnd())
            rows += rowFrom(stream, model);
        take(rows);
    }
}

} // namespace ui
