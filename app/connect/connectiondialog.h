#pragma once

#include "app/connect/connectiontest.h"
#include "app/connect/keychain.h"
#include "app/connect/savedconnection.h"

#include <QDialog>
#include <QSet>

class ConnectionForm;
class ConnectionStore;
class QDialogButtonBox;
class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;

/// The connections that the user has saved, and the fields of one of them. What is entered is kept
/// at once. Connecting tries first, so that what is wrong is said while it can be put right.
class ConnectionDialog : public QDialog
{
    Q_OBJECT

public:
    /// `store` outlives it.
    explicit ConnectionDialog(ConnectionStore &store, QWidget *parent = nullptr);

public slots:
    /// Stops what runs; closes when nothing does.
    void reject() override;
    void done(int result) override;

signals:
    /// The user wants this shop, which has just answered.
    void connectWanted(const ShopRequest &request);

private:
    enum class Purpose : quint8 { Look, Connect };
    enum class Tone : quint8 { Neutral, Success, Error };

    void makeList();
    void makeResult();
    void makeButtons();
    void layOut();
    void connectParts();
    void fill();
    QListWidgetItem *add(const SavedConnection &connection);
    void describe(QListWidgetItem &item, const SavedConnection &connection) const;
    [[nodiscard]] static SavedConnection connectionOf(const QListWidgetItem &item);

    void takeCurrent(QListWidgetItem *current, QListWidgetItem *previous);
    void takeEdit();
    void addNew();
    void duplicateCurrent();
    void askToDelete();
    void deleteCurrent();
    void readPassword();
    void keepPassword();

    void start(Purpose purpose);
    void takeAnswer(const ConnectionTest::Answer &answer);
    void showRunning();
    void tell(Tone tone, const QString &text);

    ConnectionStore &m_store;
    Keychain m_keychain;
    ConnectionTest m_test;
    Purpose m_purpose = Purpose::Look;
    QString m_shownId;         ///< Of the connection in the form.
    QSet<QString> m_mayBeKept; ///< Those whose passwords the keychain may have.
    QListWidget *m_list = nullptr;
    QPushButton *m_new = nullptr;
    QPushButton *m_duplicate = nullptr;
    QPushButton *m_delete = nullptr;
    ConnectionForm *m_form = nullptr;
    QLabel *m_resultIcon = nullptr;
    QLabel *m_result = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
    QPushButton *m_testButton = nullptr;
    QPushButton *m_connect = nullptr;
};
