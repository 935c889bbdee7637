#pragma once

#include <QString>

namespace ui {

/// A call as the log shows it, in Sequelize's notation, as C++ of this library:
/// `Book.findAll({where: {price: {lt: 30}}})` is
/// `Book.findAll({.where = {{"price", Op::lt(30)}}})`. What was cut, or is no call, stays as it is.
[[nodiscard]] QString callAsCode(const QString &call);

} // namespace ui
