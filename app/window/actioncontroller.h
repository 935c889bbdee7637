#pragma once

#include <QObject>

class Actions;
class ExportController;
class ImportController;
class PagesController;
class QAction;
class ShopController;

namespace ui {
class FindBox;
}

/// Which actions of the window can be done, and the doing of those that the page in front does.
class ActionController : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        Actions &actions;
        const ShopController &shops;
        PagesController &pages;
        ImportController &imports;
        ExportController &exports;
        ui::FindBox &find;
    };

    /// `parts` outlive it.
    ActionController(const Parts &parts, QObject *parent);

    /// Enables what can be done now.
    void update();

private:
    void connectPageActions();
    void connectFindActions();
    void updateBookActions(bool mayWrite);
    void updateTrashActions(bool mayRestore);

    Parts m_parts;
};
