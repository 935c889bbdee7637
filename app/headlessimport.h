#pragma once

#include "app/import/importanswers.h"
#include "app/import/importer.h"
#include "app/import/importsource.h"
#include "app/shop/shop.h"

#include <QTextStream>

#include <optional>

struct CommandLine;

/// `bookstore --import FILE.csv`: imports without a window, prints how it understands the file, and
/// what came of it. Where it is not sure it imports nothing and says what must be told.
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
    /// Makes the plan; throws orm::BaseError when it cannot, or is not sure.
    void makePlan();
    void import();
    void report(const ImportResult &result);
    void giveUp(const QString &why);

    QString m_importFile;
    ImportAnswers m_answers;
    QList<ImportField> m_fields;
    ImportSource m_source;
    ImportPlan m_plan;
    QTextStream m_out;
    QTextStream m_err;
    Shop m_shop;
    std::optional<Importer> m_importer;
};
