#pragma once

#include "ui/base/pagespec.h"
#include "ui/bulk/bulktarget.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QRadioButton;

namespace ui {

/// The records among which the user chooses what a bulk change is about.
struct BulkScopes
{
    /// Keys of the selected ones; nullptr while they are not all known.
    std::shared_ptr<const std::vector<qint64>> selected = {};
    orm::Where search = {};          ///< Empty: nothing is searched for.
    std::optional<qint64> found = 0; ///< Records that match it; nothing while nobody knows.
    qint64 total = 0;
    bool isExact = true; ///< False: the database still counts.
};

/// Chooses between the selected records, those that match the search, and all, for which a tick is
/// needed, too.
class BulkScopeBox : public QWidget
{
    Q_OBJECT

public:
    BulkScopeBox(const PageSpec &spec, const BulkScopes &scopes, QWidget *parent = nullptr);

    [[nodiscard]] BulkTarget target() const;
    /// Whether the tick is there, if it is needed.
    [[nodiscard]] bool isConfirmed() const;

signals:
    /// Other records are chosen.
    void changed();
    void confirmedChanged();

private:
    QRadioButton *makeChoice(const QString &name, const QString &text, bool isThere);
    [[nodiscard]] QString numberText(qint64 number) const;
    void takeChoice();

    BulkScopes m_scopes;
    QRadioButton *m_selected = nullptr;
    QRadioButton *m_matching = nullptr;
    QRadioButton *m_all = nullptr;
    QCheckBox *m_confirm = nullptr;
};

} // namespace ui
