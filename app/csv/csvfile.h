#pragma once

class QFile;

/// Opens a file that is to be imported. It must be a regular file: a pipe or a device may keep its
/// reader waiting for ever. Throws orm::BaseError, with the reason for people, when it cannot be
/// opened.
void openCsv(QFile &file);
