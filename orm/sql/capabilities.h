#pragma once

namespace orm {

/// What a database can do, asked instead of its name.
struct Capabilities
{
    bool schemas = false;    ///< A table's schema is a name of its own before the table's.
    bool returning = false;  ///< A write can answer with the rows it wrote.
    bool setIdentity = true; ///< An UPDATE may set an auto-incremented column.
    bool regularExpressions = false;
    bool caselessRegularExpressions = false;
    bool arrays = false;      ///< Arrays, ranges, and the operators on them.
    bool alterColumns = true; ///< Columns and constraints of a table that is there can be changed.
    bool indexWhere = false;  ///< An index may hold some of the rows only.
    bool indexType = false;   ///< FULLTEXT, SPATIAL, CLUSTERED …
    bool indexLength = false; ///< An index may take the first characters only.
    bool indexParser = false; ///< A FULLTEXT index may name its parser.
    /// What a table's description lacks, indexes and their columns, must be asked for by itself.
    bool keysDescribedApart = false;
    bool switchesForeignKeys = false; ///< The checking of foreign keys can be switched off.
    /// Rows are inserted as the blocks they are answered with: dates are Sequelize's text, NULL is
    /// the next key, and the keys of one statement follow each other.
    bool insertsBlocks = false;
    bool zeroMakesKey = false; ///< An auto-incremented column takes 0 for the next key, as NULL.
    bool rightJoin = true;
    int maxValues = 30'000;          ///< In one list of a statement, beside some others.
    bool unionAll = true;            ///< UNION ALL may hold rows together; else UNION does.
    bool sortsUnions = false;        ///< A union of sorted queries must be sorted again.
    bool defaultConstraints = false; ///< A column's default is a rule with a name.
    bool floatingDecimals = false;   ///< A DECIMAL is a floating number.
    bool caselessAliases = true; ///< Aliases that differ in case only are one name to the database.
    const char *random = "RANDOM"; ///< The function that makes a random number.
};

} // namespace orm
