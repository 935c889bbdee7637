#pragma once

#include "orm/model/define/values.h"
#include "orm/model/write/rowimage.h"

namespace orm {

/// The values with which new rows are written, one row after the other: those that are given, and
/// the defaults, moments and keys of what is not. Nothing is copied; the pointers are good while
/// this and what was read last live.
class NewRow
{
public:
    /// What becomes of updatedAt.
    enum class Clock : quint8 {
        Set,   ///< It is set, also over a given one.
        Fill,  ///< It is set when it is not given.
        Leave, ///< It is written only when it is given.
    };

    NewRow(const ModelData &model, Clock clock);

    /// A row of the caller's values.
    const GivenValues &read(const Values &values);
    /// The same of one of which is known whether it is alike to the row that was read last.
    const GivenValues &read(const Values &values, bool isAlike);
    /// A row that was built and has its defaults already.
    const GivenValues &read(const Instance &built);
    const GivenValues &read(const Instance &built, bool) { return read(built); }

    /// The same without making defaults, for who asks which attributes have a value: those of a row
    /// are made once.
    const GivenValues &look(const Values &values);
    const GivenValues &look(const Instance &built) { return read(built); }

    /// Whether two rows surely give values to the same attributes, in the same order.
    [[nodiscard]] static bool areAlike(const Values &one, const Values &other);
    [[nodiscard]] static bool areAlike(const Instance &, const Instance &) { return false; }
    /// The moment for clocks of rows that bring none; the same one for all of them.
    [[nodiscard]] const Operand *now() const { return &m_now; }
    /// Whether the attribute was set to this moment.
    [[nodiscard]] bool isStamped(int attribute) const { return m_given[attribute] == &m_now; }

private:
    void readEntries(const Values &values);
    void fillIn();
    void setClocks();
    [[nodiscard]] const Operand *moment(int clock) const;

    const ModelData &m_model;
    const Clock m_clock;
    const Operand m_now;
    std::vector<Operand> m_defaults; ///< By attribute; empty for a model without.
    std::vector<int> m_fresh; ///< Attributes whose default each row has anew: a UUID, a function.
    GivenValues m_given;      ///< Of the row read last.
    QVarLengthArray<int, 32> m_places; ///< The attributes of its entries; -1: none.
    bool m_isLooking = false;
    const Values *m_before = nullptr; ///< The row read last, when it came as Values.
};

} // namespace orm
