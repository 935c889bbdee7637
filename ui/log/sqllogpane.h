#pragma once

#include <QVariantMap>
#include <QWidget>

#include <functional>

class QAction;
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolBar;
class QTreeView;

namespace orm {
class QueryLog;
struct QueryEvent;
} // namespace orm

namespace ui {

class SqlLogDetail;
class SqlLogFilter;
class SqlLogModel;

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
    void stopListening();

    [[nodiscard]] SqlLogModel *model() const { return m_model; }
    [[nodiscard]] QTreeView *view() const { return m_view; }
    /// For the window's menus; they work in the pane by themselves.
    [[nodiscard]] QAction *pauseAction() const { return m_pause; }

    /// Columns, toggles and the threshold, for QSettings; whatever is missing or strange in
    /// `state` stays as it is.
    [[nodiscard]] QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

private:
    using TextOf = std::function<QString(const orm::QueryEvent &)>;

    void makeActions();
    void makeCopyActions();
    void makeToggles();
    void makeToolBar();
    void makeView();
    void layOut();
    void copy(const TextOf &text) const;
    void showDetails();
    void updateTexts();

    SqlLogModel *m_model = nullptr;
    SqlLogFilter *m_filter = nullptr;
    QTreeView *m_view = nullptr;
    SqlLogDetail *m_detail = nullptr;
    QToolBar *m_tools = nullptr;
    QLineEdit *m_filterEdit = nullptr;
    QSpinBox *m_slow = nullptr;
    QLabel *m_status = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_clear = nullptr;
    QAction *m_details = nullptr;
    QList<QAction *> m_toggles; ///< In the order of SqlLogModel::Category.
};

} // namespace ui
