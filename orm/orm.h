#pragma once

// All that a user of the ORM needs. Coroutines are apart, in orm/coro.h.

#include "orm/core/deliver.h"
#include "orm/core/error.h"
#include "orm/core/wait.h"
#include "orm/model/define/hooks.h"
#include "orm/model/related.h"
#include "orm/model/sequelize.h"
