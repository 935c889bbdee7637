#pragma once

#include "orm/model/values.h"

#include <QList>

/// Invented books for a first look: the same ones each time. Titles and authors are put together
/// from word lists, with letters from several alphabets; a few have no price.
[[nodiscard]] QList<orm::Values> sampleBooks(int count = 300);
