#pragma once

#include "app/shop/shop.h"

#include <QObject>

class Messages;
class QMenu;
class QMimeData;
class QWidget;
class Settings;

/// The ways in which a user names a shop to open: dialogs, the menu of recent ones, a file that is
/// dropped on the window.
class ShopChooser : public QObject
{
    Q_OBJECT

public:
    /// All outlive it. `window` is the parent of the dialogs.
    ShopChooser(Settings &settings, Messages &messages, QWidget *window);

    void chooseShop();
    void chooseNewShop();
    /// Fills `menu` with the shops of late whenever it is about to be shown.
    void keepFilled(QMenu *menu);

    /// The one file in `data`; null when there is none, or more.
    [[nodiscard]] static QString droppedFile(const QMimeData *data);
    /// A list of books to be imported is no shop.
    [[nodiscard]] static bool isTable(const QString &file);

signals:
    void chosen(const ShopRequest &request);

private:
    void openRecent(const QString &place);
    void openNew(const QString &file);
    void fill(QMenu &menu);

    Settings &m_settings;
    Messages &m_messages;
    QWidget *m_window = nullptr;
};
