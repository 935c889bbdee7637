#pragma once

#include "ui/bulk/bulkchange.h"
#include "ui/bulk/bulkkept.h"
#include "ui/bulk/bulktarget.h"
#include "ui/edit/recordcommands.h"

namespace ui {

/// Changes attributes of many records by one statement, which decides when it runs which records
/// that are. Records of which a new value would break a rule stay as they are. The old values are
/// kept in a file, not in memory. Its undo gives them back to the records that have the new ones
/// still, and says how many have not.
class BulkUpdateCommand final : public RecordCommand
{
public:
    /// What the user knows of the records beforehand.
    struct Told
    {
        /// How many break a rule. When there are more, nothing is written and the step fails.
        /// nullopt: any number may be left out.
        std::optional<qint64> refused = {};
        /// The digest of those that were shown. When it is another one, somebody else has changed
        /// some of them, and the note of the step says so. nullopt: nothing was shown yet.
        std::optional<quint64> digest = {};
    };

    BulkUpdateCommand(const PageSpec &spec, const BulkChanges &changes, const BulkTarget &target,
                      const Told &told);
    ~BulkUpdateCommand() override;

    [[nodiscard]] Work work(Step step) const override;
    [[nodiscard]] Effect effect(Step) const override { return Effect::Changes; }
    [[nodiscard]] Progress progress() const override;
    void setChange(const RecordChange &change) override;

private:
    struct Kept;

    PageSpec m_spec;
    BulkChanges m_what;
    BulkTarget m_target;
    Told m_told;
    std::shared_ptr<Kept> m_kept;
};

/// Deletes many records by one statement, and keeps them and what goes with them in the trash of
/// their page, or in files where it has none. Doing it again after its undo spares those that
/// somebody else has changed since.
class BulkDeleteCommand final : public RecordCommand
{
public:
    BulkDeleteCommand(const PageSpec &spec, const BulkTarget &target);
    ~BulkDeleteCommand() override;

    [[nodiscard]] Work work(Step step) const override;
    [[nodiscard]] Effect effect(Step step) const override;
    [[nodiscard]] Progress progress() const override;
    void setChange(const RecordChange &change) override;

private:
    struct Kept;

    [[nodiscard]] Work trashWork(Step step) const;

    PageSpec m_spec;
    BulkTarget m_target;
    std::shared_ptr<Kept> m_kept;
};

} // namespace ui
