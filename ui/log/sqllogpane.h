#pragma once

#include <QVariantMap>
#include <QWidget>

#include <functional>
#include <vector>

class QAction;
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolBar;
class QTreeView;

namespace orm {
class QueryEvent;
class QueryLog;
class Sequelize;
} // namespace orm

namespace ui {

class SqlLogDetail;
class SqlLogFilter;
class SqlLogModel;
class SqlLogRunner;
class SqlLogView;

/// The content of the SQL log dock: which call made which SQL, how long it took, and tools to
/// look through it.
class SqlLogPane : public QWidget
{
    Q_OBJECT

public:
    explicit SqlLogPane(QWidget *parent = nullptr);
    ~SqlLogPane() override;

    /// Shows what `log` tells from now on. Call stopListening() before the log goes.
    void listenTo(orm::QueryLog &log);
    /// Of the log: where statements can be explained and run again. stopListening() lets go of it.
    void setDatabase(orm::Sequelize *database);
    void stopListening();

    [[nodiscard]] SqlLogModel *model() const { return m_model; }
    [[nodiscard]] QTreeView *view() const;
    /// For the window's menus; they work in the pane by themselves.
    [[nodiscard]] QAction *pauseAction() const { return m_pause; }

    /// Columns, toggles and the threshold, for QSettings; whatever is missing or strange in
    /// `state` stays as it is.
    [[nodiscard]] QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

public slots:
    /// Saves what is shown: as JSON lines into a file "….jsonl", else as text.
    void save(const QString &file);

signals:
    /// A statement that writes was run again.
    void written();
    /// Somebody wants to see these rows of a table.
    void rowsWanted(const QString &table, const std::vector<qint64> &keys);
    /// Something went wrong, in a sentence for the user.
    void failed(const QString &message);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    using TextOf = std::function<QString(const orm::QueryEvent &)>;

    void makeActions();
    void makeCopyActions();
    void makeRunActions();
    void addSeparator();
    void updateActions();
    void explain();
    void runAgain();
    void chooseFile();
    void setFontSize(int points);
    [[nodiscard]] const orm::QueryEvent *currentEvent() const;
    void makeToggles();
    void makeToolBar();
    void makeView();
    void layOut();
    void copy(const TextOf &text) const;
    void showDetails();
    void updateTexts();

    SqlLogModel *m_model = nullptr;
    SqlLogFilter *m_filter = nullptr;
    SqlLogView *m_view = nullptr;
    SqlLogDetail *m_detail = nullptr;
    SqlLogRunner *m_runner = nullptr;
    QToolBar *m_tools = nullptr;
    QLineEdit *m_filterEdit = nullptr;
    QSpinBox *m_slow = nullptr;
    QLabel *m_status = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_clear = nullptr;
    QAction *m_details = nullptr;
    QAction *m_save = nullptr;
    QAction *m_explain = nullptr;
    QAction *m_runAgain = nullptr;
    QAction *m_showRows = nullptr;
    QList<QAction *> m_toggles; ///< In the order of SqlLogModel::Category.
};

} // namespace ui
