#pragma once

#include "app/import/importer.h"
#include "app/shop/shop.h"

#include <QTextStream>

#include <optional>

struct CommandLine;

/// `bookstore --import FILE.csv`: imports without a window and prints what came of it.
class HeadlessImport : public QObject
{
    Q_OBJECT

public:
    explicit HeadlessImport(const CommandLine &wish, QObject *parent = nullptr);
    ~HeadlessImport() override;

    /// Call once; done() follows.
    void start();

signals:
    /// With the program's exit status.
    void done(int status);

private:
    void import();
    void report(const ImportResult &result);
    void giveUp(const QString &why);

    QString m_importFile;
    QList<ImportField> m_fields;
    ImportPlan m_plan;
    QTextStream m_out;
    QTextStream m_err;
    Shop m_shop;
    std::optional<Importer> m_importer;
};
