#pragma once

#include "app/shop/shop.h"
#include "ui/export/exporter.h"

#include <QTextStream>

struct CommandLine;

/// `bookstore --export FILE`: writes rows of a shop into a file, without a window, and prints how
/// many they are. The file's suffix names the format. The shop is only read, and must be there.
class HeadlessExport : public QObject
{
    Q_OBJECT

public:
    explicit HeadlessExport(const CommandLine &wish, QObject *parent = nullptr);

    /// Call once; done() follows.
    void start();

signals:
    /// With the program's exit status.
    void done(int status);

private:
    void write();
    /// Which rows are meant; throws orm::BaseError for a table or a search that makes no sense.
    [[nodiscard]] ui::RowSource source() const;
    void giveUp(const QString &why);

    QString m_file;
    QString m_search;
    QString m_table;
    QTextStream m_out;
    QTextStream m_err;
    Shop m_shop;
    ui::Exporter m_exporter; // goes before the shop that it reads
};
