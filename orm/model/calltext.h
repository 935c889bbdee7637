#pragma once

#include "orm/model/define/findoptions.h"
#include "orm/model/define/values.h"

#include <QString>

namespace orm {

// Calls as a person would write them in Sequelize, for the log: `Book.findAll({where: {price: {lt:
// 30}}, limit: 10})`. Long texts are cut, so that no call fills the window.

[[nodiscard]] QString callText(const QString &target, const char *method,
                               const QStringList &arguments = {});
[[nodiscard]] QString toText(const Operand &value);
[[nodiscard]] QString toText(const Where &where);
[[nodiscard]] QString toText(const Values &values);
/// Empty for options that say nothing.
[[nodiscard]] QString toText(const FindOptions &options);
/// `{where: …}` with more options behind it, such as `limit: 1`; empty when there is nothing.
[[nodiscard]] QString whereText(const Where &where, const QStringList &more = {});

} // namespace orm
