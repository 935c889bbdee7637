#pragma once

#include "orm/model/session.h"

#include <QObject>

#include <functional>
#include <memory>

namespace orm {
class Sequelize;
}

namespace ui {

/// A call of the ORM as text.
struct BulkSpelling
{
    QString code; ///< As C++ of this library: `Book.update({{"price", 5}}, {.where = …})`.
    QString sql;  ///< The statement that it sends, with its values on a line behind it.
};

/// Spells calls without a change of any data: it makes them in a database of its own, which speaks
/// as the shop's does and sends nothing anywhere.
class BulkSpeller : public QObject
{
    Q_OBJECT

public:
    /// Defines all models of a shop in a database, and answers the one that calls are about.
    using Define = std::function<orm::Model &(orm::Sequelize &)>;
    using Call = std::function<void(const orm::Session &, const orm::Model &)>;

    BulkSpeller(const orm::Sequelize &shop, const Define &define, QObject *parent = nullptr);
    ~BulkSpeller() override;

    /// spelled() follows, unless another call comes before it. `isOfAll`: it has no condition.
    void spell(const Call &call, bool isOfAll);

signals:
    void spelled(const ui::BulkSpelling &spelling);

private:
    std::unique_ptr<orm::Sequelize> m_database;
    const orm::Model *m_model = nullptr;
    int m_asked = 0;
};

} // namespace ui
