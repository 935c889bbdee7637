#pragma once

#include "orm/db/connectionholders.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QTreeWidget;

/// Who has which connection, and for how long; a sentence when nobody has any.
class HolderTable : public QWidget
{
    Q_OBJECT

public:
    explicit HolderTable(QWidget *parent = nullptr);

    /// Shows these a moment later: texts of calls may be long, and are made in the background.
    void tell(const QList<orm::ConnectionHolder> &holders);

private:
    void fill(const QList<QStringList> &rows);

    QLabel *m_nobody = nullptr;
    QTreeWidget *m_table = nullptr;
    int m_asked = 0; ///< What comes late is dropped.
};
