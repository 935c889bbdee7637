#pragma once

#include "app/copy/copyresult.h"
#include "app/copy/shopcopy.h"
#include "app/shop/shoprequest.h"

#include <QDialog>
#include <QList>

class CopyPlaceForm;
class CopyReport;
class QLabel;
class QProgressBar;
class QPushButton;

/// Asks where a shop is to be copied to, copies it in the background, and shows what came of it,
/// table by table. The window can be worked in meanwhile. Closing it while it copies cancels the
/// copy.
class CopyDialog : public QDialog
{
    Q_OBJECT

public:
    /// `saved` are connections that the user has given names to; they are offered beside others.
    CopyDialog(const ShopRequest &from, const QList<ShopRequest> &saved, QWidget *parent = nullptr);

    /// Enters the password of a saved connection, while that is chosen and none is entered.
    void setPassword(int connection, const QString &password);

public slots:
    /// While it copies, this cancels the copy and leaves the dialog open.
    void reject() override;

signals:
    /// A saved connection is chosen, whose password may be known somewhere: see setPassword().
    void passwordWanted(int connection);
    /// The user wants to see the copy.
    void openWanted(const ShopRequest &copy);

private:
    void layOut();
    void start();
    void takeProgress(qint64 done, qint64 total);
    void takeResult(const CopyResult &result);
    void stop(const QString &text);
    void updateButtons();
    void grow();

    ShopRequest m_from;
    ShopRequest m_to; ///< Of the copy that runs, or is done.
    CopyPlaceForm *m_place = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_text = nullptr; ///< What is done, or what was wrong.
    CopyReport *m_report = nullptr;
    QPushButton *m_start = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_close = nullptr;                 ///< Cancels what runs.
    bool m_isDone = false;                          ///< A copy was kept.
    CopyRounding m_rounding = CopyRounding::Refuse; ///< Allow: the user was told, and may agree.
    ShopCopy m_copy;
};
