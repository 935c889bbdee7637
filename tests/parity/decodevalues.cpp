#include "decode.h"

#include "orm/model/define/modeldata.h"

namespace parity {

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

QList<Json> rowsOf(const Json &json)
{
    return json.isArray() ? QList<Json>(json.items().begin(), json.items().end())
                          : QList<Json>{json};
}

} // namespace

Values Decoder::values(const Json &json) const
{
    return values(json, nullptr);
}

/// `via`: the association that led here; its row between may stand among the values, too.
Values Decoder::values(const Json &json, const Association *via) const
{
    Values result;
    for (const auto &[name, content] : json.members()) {
        const bool isNested = content.isArray() || content.isObject();
        const Association *association = isNested && m_model ? m_model->association(name) : nullptr;
        if (isNested && via && via->through && via->through->name == name) {
            const Decoder between(m_context, via->through->model.get());
            result.setNested(name, {between.values(content)});
        } else if (association) {
            const Decoder decoder(m_context, association->target->model.get());
            QList<Values> rows;
            for (const Json &row : rowsOf(content))
                rows << decoder.values(row, association);
            result.setNested(name, rows);
        } else {
            result.set(name, value(content));
        }
    }
    return result;
}

} // namespace parity
