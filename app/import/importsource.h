#pragma once

#include "app/import/importplan.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>

/// What is to be imported, as a file of separated values: a list of another kind, or a text, is
/// written into one in a folder of its own first, which goes with the last copy of this.
struct ImportSource
{
    QString file;
    std::shared_ptr<QTemporaryDir> folder = {}; ///< Null: the file is the user's own.
};

/// A user's file. JSON must be an array of objects, or an object with one array of them; each
/// becomes a row. Lists in it are names where `fields` say so. Not for the GUI thread. Throws
/// orm::BaseError when it is none, or cannot be read.
[[nodiscard]] ImportSource importSourceOf(const QString &file, const QList<ImportField> &fields);
/// A text from elsewhere, such as the clipboard; `name` is what messages call it. Throws
/// orm::BaseError when it cannot be kept.
[[nodiscard]] ImportSource importSourceOf(const QString &name, const QString &text);
