#pragma once

#include <QString>
#include <QStringList>

/// What is done with rows of a file that a shop has already.
struct ImportMatching
{
    enum class By : quint8 {
        Nothing,    ///< Nobody looks: every row is added.
        Key,        ///< A column of the file has the records' numbers.
        Attributes, ///< Records with the same values are the same, as title and author.
        RelatedText ///< The same of a text of an associated row, as an ISBN.
    };
    enum class Then : quint8 { Skip, Update };

    By by = By::Nothing;
    QString key = {};            ///< The attribute that is the primary key.
    int keyColumn = -1;          ///< The column with the keys; of By::Key.
    QStringList attributes = {}; ///< Of By::Attributes, or the one of By::RelatedText.
    Then then = Then::Skip;

    bool operator==(const ImportMatching &) const = default;
};
