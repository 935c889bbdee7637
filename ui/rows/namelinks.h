#pragma once

#include "orm/model/session.h"
#include "ui/base/pagespec.h"

#include <QHash>

namespace ui {

/// Gives many records their names in few statements, through the table between. For one transaction
/// on a worker; throws what the calls of the session throw.
class NameLinks
{
public:
    struct Record
    {
        qint64 key = 0;
        QStringList names;
    };

    /// `field` is of the kind Names, with its table between.
    explicit NameLinks(const FieldSpec &field);

    /// Of records that have none yet. Names that no row has yet get one; letters' case makes no
    /// other name.
    void add(const orm::Session &session, const QList<Record> &records);
    /// In place of those that the records have.
    void replace(const orm::Session &session, const QList<Record> &records);
    /// Keys of rows that were made for names.
    [[nodiscard]] const QList<qint64> &made() const { return m_made; }

private:
    [[nodiscard]] QList<qint64> keysOf(const orm::Session &session, const QStringList &names);
    void readKnown(const orm::Session &session);

    FieldSpec m_field;
    QHash<QString, qint64> m_known; ///< Folded names.
    bool m_isRead = false;
    QList<qint64> m_made;
};

} // namespace ui
