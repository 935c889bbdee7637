#pragma once

#include "orm/model/session.h"
#include "ui/base/longtask.h"
#include "ui/export/exporttable.h"
#include "ui/rows/rowchoice.h"

namespace ui {

class RowWriter;

/// Which rows leave the program, and what of each.
struct RowSource
{
    ExportTable table;
    RowChoice choice;
};

/// Reads the rows of `source` and hands them to `writer`, a piece of them at a time, so that a
/// million books are never in memory. Rows are as they stand when their piece is read: one that
/// goes meanwhile is left out, and none comes twice. On a worker. Answers how many rows that were;
/// throws orm::CancelledError when `progress` says so, and what reading and writing throw.
qint64 writeRows(const orm::ReadSession &session, const RowSource &source, RowWriter &writer,
                 TaskProgress &progress);

} // namespace ui
