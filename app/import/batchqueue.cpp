#include "app/import/batchqueue.h"

template class BatchQueueOf<QList<ImportRow>>;
