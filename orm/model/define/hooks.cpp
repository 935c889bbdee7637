#include "orm/model/define/hooks.h"

namespace orm {

// Here, so that a unit that includes the header need not make them of thirty hooks.
ModelHooks::ModelHooks() = default;
ModelHooks::~ModelHooks() = default;
SequelizeHooks::SequelizeHooks(std::shared_ptr<ConnectionHooks> connections)
    : m_connections(std::move(connections))
{
}
SequelizeHooks::~SequelizeHooks() = default;

} // namespace orm
