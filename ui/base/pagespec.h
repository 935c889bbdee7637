#pragma once

#include "orm/model/model.h"
#include "ui/base/keyranges.h"

#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace orm {
class Session;
}

namespace ui {

/// How a field is shown and entered.
enum class FieldKind : quint8 {
    Text,           ///< A line of text; objectName ends in "Edit".
    CompletingText, ///< The same, offering what other records already have.
    Number,         ///< Decimals as many as the attribute's type has; ends in "Spin".
    Money,          ///< The same, always with all decimals.
    Moment,         ///< A date and time that people only read; ends in "Label".
    Key,            ///< The primary key where the database makes it, only read; ends in "Label".
    Names,          ///< Associated rows by their names, as chips; ends in "Chips".
    RelatedText,    ///< A text of the one associated row; ends in "Edit".
    Image,          ///< The one associated image, only in the form; ends in "Pane".
    Note,           ///< A text that people only read; ends in "Label".
    Sum             ///< A sum over rows that refer to the record, only read; ends in "Label".
};

/// Whether the values of such fields are rows of other models.
[[nodiscard]] constexpr bool isRelated(FieldKind kind)
{
    return kind == FieldKind::Names || kind == FieldKind::RelatedText || kind == FieldKind::Image
           || kind == FieldKind::Sum;
}

/// Whether the values are texts of rows of other models: names, or the one text.
[[nodiscard]] constexpr bool hasTexts(FieldKind kind)
{
    return kind == FieldKind::Names || kind == FieldKind::RelatedText;
}

/// The rows that a related field is about.
struct RelatedSpec
{
    orm::Model *model = nullptr; ///< Of these rows; outlives the page.
    QString attribute;           ///< Of them: the name, the image, or what is summed up.
    QString association = {};    ///< Of a Sum: the alias under which the record has these rows.
    // Of Names: the table between
    orm::Model *through = nullptr; ///< Its model, which outlives the page.
    QString recordKey = {};        ///< Of it, and of a RelatedText's row: refers to the record.
    QString nameKey = {};          ///< Of it: refers to the row with the name.

    /// The rows that refer to records: those of the table between, or the texts' own.
    [[nodiscard]] orm::Model &links() const { return through ? *through : *model; }
    /// What such a row links a record to.
    [[nodiscard]] const QString &linkAttribute() const { return through ? nameKey : attribute; }
};

/// The row of another model that a CompletingText is chosen from: the title of a sale from books.
struct PickSpec
{
    orm::Model *model = nullptr; ///< Of these rows; outlives the page.
    QString attribute;           ///< Of them: the text that is taken.
    QString detail = {};         ///< Of them: shown beside it, to tell like ones apart.
    QString foreignKey = {};     ///< Of the record: refers to the row that was chosen.
    QString copied = {};         ///< Of both: the record takes the row's value, e.g. its price.
};

/// One attribute of the model, as the table and the form show it.
struct FieldSpec
{
    QString attribute; ///< As the model calls it: "createdAt"; of related ones, the alias.
    QString name;      ///< Stem of objectNames: "created" gives "createdLabel".
    QString label;     ///< Before the input in the form, with its mnemonic: "&Title".
    QString header;    ///< Column header and accessible name: "Title".
    FieldKind kind = FieldKind::Text;
    bool inTable = true; ///< False: its column is hidden at first.
    bool inForm = true;
    int width = 12;         ///< Of its column at first, in average characters.
    bool stretches = false; ///< Its column takes what room is left at first.
    /// Ctrl+click on its cells asks for the records with the same value.
    bool isLink = false;
    RelatedSpec related = {}; ///< Of related kinds.
    PickSpec pick = {};       ///< Of a CompletingText that is not chosen from its like.
    /// The form in which a RelatedText is kept; as it was entered where there is no function.
    std::function<QString(const QString &)> keptAs = {};
    /// What a Note shows of the stored text; all of it where there is no function.
    std::function<QString(const QString &)> shownAs = {};
};

/// Rows of another model that refer to the records of a page.
struct Dependent
{
    /// What the database does with them when their record is deleted.
    enum class Fate : quint8 { Goes, LosesReference };

    orm::Model *model = nullptr; ///< Outlives the page.
    QString foreignKey;
    Fate fate = Fate::Goes;
};

/// Where deleted records stay until somebody wants them back. Its functions run on a worker, inside
/// the transaction of the deletion or of its undo, and throw orm::BaseError.
struct TrashSpec
{
    /// What became of records that were put back.
    struct Returned
    {
        qint64 count = 0;
        /// Their keys, where they are not all back under their own.
        std::optional<KeyRanges> keys = {};
        QString note = {}; ///< What else their user must know, in a sentence.
    };

    QString title = {}; ///< "Deleted Books"
    /// Keeps these records with all that belongs to them, and leaves it to its caller to delete
    /// them. Answers the keys of what is kept: those of `again`, if there are any, since what comes
    /// after a deletion on the undo stack knows these.
    std::function<KeyRanges(orm::Session &, const KeyRanges &records, const KeyRanges &again)>
        keep = {};
    /// Puts the records back that were kept under these keys, and keeps them no longer. Somebody
    /// else may have done so before.
    std::function<Returned(orm::Session &, const KeyRanges &kept)> giveBack = {};

    explicit operator bool() const { return bool(keep); }
};

/// All that the table, the form and their commands know about the records they show.
struct PageSpec
{
    orm::Model *model = nullptr; ///< With a primary key of any kind; outlives the page.
    QString name;                ///< Stem of objectNames: "books" gives "booksTable".
    QString title;               ///< The table's accessible name: "Books".
    QString record;              ///< One record in a sentence: "book".
    QString recordTitle;         ///< The same in the text of an action: "Book".
    /// "1 book", "3 books": in sentences.
    std::function<QString(qint64 n)> countText;
    /// "Book", "3 Books": in texts of actions, after a verb ("Delete 3 Books").
    std::function<QString(qint64 n)> countTitle;
    QList<FieldSpec> fields;
    orm::Order defaultOrder = {}; ///< Empty: by primary key.
    QString nameAttribute = {};   ///< What a record is called by in sentences: "title".
    /// What the model counts its writes in (`.version`); empty: in nothing.
    QString versionAttribute = {};
    QString summedAttribute = {}; ///< Summed up for the selection: "price"; empty: none.
    bool readOnly = false;
    /// Its records were deleted elsewhere: they are looked at and deleted forever, but not entered
    /// or changed.
    bool isTrash = false;
    /// What the undoing of a deletion puts back, too, where there is no trash.
    QList<Dependent> dependents = {};
    TrashSpec trash = {};

    /// Whether records may be entered and changed.
    [[nodiscard]] bool isEditable() const { return !readOnly && !isTrash; }

    /// The field of that attribute, or nullptr.
    [[nodiscard]] const FieldSpec *field(QStringView attribute) const
    {
        for (const FieldSpec &candidate : fields)
            if (candidate.attribute == attribute)
                return &candidate;
        return nullptr;
    }
};

} // namespace ui
