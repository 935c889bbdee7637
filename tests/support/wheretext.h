#pragma once

#include "orm/expr/where.h"

#include <QStringList>

/// A condition as a short text for tests: `title has 'eco' and !(price < 10)`.
[[nodiscard]] inline QString whereText(const orm::Where &where);

[[nodiscard]] inline QString operandText(const orm::Operand &operand)
{
    using namespace Qt::StringLiterals;
    if (const orm::Where *condition = operand.condition())
        return whereText(*condition);
    if (const auto *list = operand.list()) {
        QStringList texts;
        for (const orm::Operand &each : *list)
            texts.append(operandText(each));
        return texts.join(u", "_s);
    }
    if (operand.isNull())
        return u"null"_s;
    const QVariant data = *operand.data();
    if (orm::holdsDecimal(data))
        return data.value<orm::Decimal>().toString();
    if (data.typeId() == QMetaType::QDateTime)
        return data.toDateTime().toUTC().toString(Qt::ISODate);
    if (data.typeId() == QMetaType::QDate)
        return data.toDate().toString(Qt::ISODate);
    return data.typeId() == QMetaType::QString ? u"'%1'"_s.arg(data.toString()) : data.toString();
}

[[nodiscard]] inline QString operatorText(orm::Operator op)
{
    using namespace Qt::StringLiterals;
    using enum orm::Operator;
    static const QHash<orm::Operator, QString> names{
        {Eq, u"="_s}, {Ne, u"!="_s},  {Is, u"is"_s},         {Gt, u">"_s},          {Gte, u">="_s},
        {Lt, u"<"_s}, {Lte, u"<="_s}, {Substring, u"has"_s}, {Between, u"within"_s}};
    return names.value(op, u"?"_s);
}

inline QString whereText(const orm::Where &where)
{
    using namespace Qt::StringLiterals;
    QStringList texts;
    for (const orm::Where::Term &term : where.terms()) {
        const QString value = operandText(term.value);
        if (const auto *attribute = std::get_if<QString>(&term.key)) {
            // `has 'x' and …` becomes `title has 'x' and title …`.
            const orm::Where *condition = term.value.condition();
            const bool many = condition && condition->terms().size() > 1;
            texts.append(many ? u"%1 (%2)"_s.arg(*attribute, value)
                              : u"%1 %2"_s.arg(*attribute, condition ? value : u"= "_s + value));
            continue;
        }
        const auto *op = std::get_if<orm::Operator>(&term.key);
        if (!op) {
            texts.append(value);
        } else if (*op == orm::Operator::Not) {
            texts.append(u"!(%1)"_s.arg(value));
        } else if (*op == orm::Operator::Or || *op == orm::Operator::And) {
            QStringList parts;
            if (const auto *list = term.value.list()) {
                for (const orm::Operand &each : *list)
                    parts.append(operandText(each));
            }
            texts.append(
                u"(%1)"_s.arg(parts.join(*op == orm::Operator::Or ? u" or "_s : u" and "_s)));
        } else {
            texts.append(u"%1 %2"_s.arg(operatorText(*op), value));
        }
    }
    return texts.join(u" and "_s);
}
