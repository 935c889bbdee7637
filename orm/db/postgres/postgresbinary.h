#pragma once

#include "orm/db/rowset.h"

namespace orm::postgres {

// Readers of the binary form of one type each: they append what `bytes` hold to the block, and what
// has no cell of its own as the very text that PostgreSQL writes for it in a session of ours.

void readBinaryBoolean(RowBlock &block, const char *bytes, int length);
void readBinaryInt2(RowBlock &block, const char *bytes, int length);
void readBinaryInt4(RowBlock &block, const char *bytes, int length);
void readBinaryInt8(RowBlock &block, const char *bytes, int length);
void readBinaryOid(RowBlock &block, const char *bytes, int length);
void readBinaryFloat4(RowBlock &block, const char *bytes, int length);
void readBinaryFloat8(RowBlock &block, const char *bytes, int length);
void readBinaryNumeric(RowBlock &block, const char *bytes, int length);
void readBinaryBytes(RowBlock &block, const char *bytes, int length);
void readBinaryUuid(RowBlock &block, const char *bytes, int length);
void readBinaryJsonb(RowBlock &block, const char *bytes, int length);
void readBinaryDay(RowBlock &block, const char *bytes, int length);
void readBinaryTime(RowBlock &block, const char *bytes, int length);
void readBinaryMoment(RowBlock &block, const char *bytes, int length);

} // namespace orm::postgres
