#pragma once

#include "orm/orm.h"

#include <QTemporaryDir>

#include <mutex>

/// A library of its own in a temporary folder, with every kind of association between its models.
/// Its tables are there, and empty; calls open no transaction by themselves unless `options` say
/// so, so that the log shows what an association needs.
class TestLibrary
{
public:
    explicit TestLibrary(orm::Options options = {.transactional = false})
        : m_db(completed(std::move(options)))
    {
        using namespace orm;
        const ModelOptions plain{.timestamps = false};
        author = &m_db.define(
            "Author", {{"name", {.type = DataTypes::STRING(100), .allowNull = false}}}, plain);
        profile = &m_db.define("Profile", {{"bio", DataTypes::TEXT}}, plain);
        publisher = &m_db.define("Publisher", {{"name", DataTypes::STRING}}, plain);
        title = &m_db.define("Title",
                             {{"name", {.type = DataTypes::STRING, .allowNull = false}},
                              {"pages", DataTypes::INTEGER},
                              {"kind", DataTypes::STRING(20)}},
                             plain);
        tag = &m_db.define("Tag", {{"label", {.type = DataTypes::STRING(40), .unique = true}}},
                           plain);
        titleTag = &m_db.define("TitleTag", {{"weight", DataTypes::INTEGER}}, plain);
        author->hasMany(*title);
        title->belongsTo(*author);
        author->hasMany(*title,
                        {.as = "novels", .foreignKey = "AuthorId", .scope = {{"kind", "novel"}}});
        author->hasOne(*profile);
        profile->belongsTo(*author);
        title->belongsTo(*publisher, {.as = "house", .foreignKey = "pubId"});
        publisher->hasMany(*title, {.as = "list", .foreignKey = "pubId"});
        title->belongsToMany(*tag, {.through = *titleTag});
        tag->belongsToMany(*title, {.through = *titleTag});
        m_db.sync().waitForFinished();
        (void)takeLog();
    }

    [[nodiscard]] orm::Sequelize &db() { return m_db; }

    /// The lines since the last call, without what stands before the SQL.
    [[nodiscard]] QStringList takeLog()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_log, {});
    }

    orm::Model *author;
    orm::Model *profile;
    orm::Model *publisher;
    orm::Model *title;
    orm::Model *tag;
    orm::Model *titleTag;

private:
    orm::Options completed(orm::Options options)
    {
        options.storage = m_folder.filePath(QStringLiteral("library.sqlite"));
        options.logging = [this](const QString &line) {
            const std::lock_guard lock(m_mutex);
            m_log << line.sliced(line.indexOf(QStringLiteral("): ")) + 3);
        };
        return options;
    }

    QTemporaryDir m_folder;
    std::mutex m_mutex;
    QStringList m_log;
    orm::Sequelize m_db; // goes before the log it writes to
};
