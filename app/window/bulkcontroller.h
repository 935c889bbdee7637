#pragma once

#include "ui/bulk/bulkdialog.h"

#include <QObject>

class Actions;
class PagesController;
class QAction;
class ShopController;

namespace ui {
class FindBox;
}

/// Changes and deletions of many records at once, of the page in front: asks what is to be done,
/// and has the shop's queue do it.
class BulkController : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        const Actions &actions;
        const ShopController &shops;
        PagesController &pages;
        ui::FindBox &find;
    };

    /// `parts` outlive it. `window` is the parent of the dialogs.
    BulkController(const Parts &parts, QWidget *window);

    void askForUpdate();
    void askForDeletion();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] ui::BulkDialog::Subject subject() const;
    bool announceSearch() const;
    void open(ui::BulkDialog *dialog);

    Parts m_parts;
    QWidget *m_window = nullptr;
};
