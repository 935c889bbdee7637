#pragma once

#include "orm/model/model.h"

#include <functional>
#include <memory>

class QTemporaryFile;

namespace ui {

/// Rows of one model in a temporary file, not in memory; the file goes with the object. For one
/// thread at a time. What cannot be written or read throws orm::BaseError.
class KeptRows
{
public:
    KeptRows();
    ~KeptRows();

    void clear();
    void append(const orm::Model &model, const QList<orm::Instance> &rows);
    /// Hands over all rows as they were, some at a time.
    void read(const orm::Model &model,
              const std::function<void(const QList<orm::Instance> &)> &take) const;

private:
    std::unique_ptr<QTemporaryFile> m_file;
};

} // namespace ui
