#include "app/books/trashpage.h"

#include "app/models/isbn.h"
#include "app/shop/restorecommand.h"
#include "ui/base/question.h"
#include "ui/bulk/bulkcommands.h"
#include "ui/edit/commandqueue.h"
#include "ui/table/recordtableview.h"
#include "ui/widgets/actionbutton.h"

#include <QAction>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPushButton>
#include <QVBoxLayout>

using namespace orm;
using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(TrashPage)
};

/// As of a deletion.
constexpr qint64 mostUnasked = 10'000;

/// "Crime, Poetry"
QString namesIn(const QString &json)
{
    QStringList names;
    const QJsonArray all = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const auto &name : all)
        names += name.toString();
    names.sort(Qt::CaseInsensitive);
    return names.join(u", "_s);
}

/// Of what is the same as on the page of books, the names differ: both forms are in the window.
QList<ui::FieldSpec> ownFields()
{
    using ui::FieldKind;
    return {
        {.attribute = u"id"_s,
         .name = u"entry"_s,
         .label = Texts::tr("Entry"),
         .header = Texts::tr("Entry"),
         .kind = FieldKind::Key,
         .inTable = false,
         .inForm = false,
         .width = 8},
        {.attribute = u"bookId"_s,
         .name = u"deletedNumber"_s,
         .label = Texts::tr("Number"),
         .header = Texts::tr("No."),
         .kind = FieldKind::Key,
         .inForm = false,
         .width = 8},
        {.attribute = u"title"_s,
         .name = u"deletedTitle"_s,
         .label = Texts::tr("Title"),
         .header = Texts::tr("Title"),
         .width = 40,
         .stretches = true},
        {.attribute = u"author"_s,
         .name = u"deletedAuthor"_s,
         .label = Texts::tr("Author"),
         .header = Texts::tr("Author"),
         .width = 26},
        {.attribute = u"price"_s,
         .name = u"deletedPrice"_s,
         .label = Texts::tr("Price"),
         .header = Texts::tr("Price"),
         .kind = FieldKind::Money,
         .width = 10},
    };
}

QList<ui::FieldSpec> trashFields(const BookModels &models)
{
    using ui::FieldKind;
    const auto moment = [](const QString &attribute, const QString &name, const QString &label) {
        return ui::FieldSpec{.attribute = attribute,
                             .name = name,
                             .label = label,
                             .header = label,
                             .kind = FieldKind::Moment,
                             .width = 16};
    };
    const auto note = [](const QString &attribute, const QString &name, const QString &label) {
        return ui::FieldSpec{.attribute = attribute,
                             .name = name,
                             .label = label,
                             .header = label,
                             .kind = FieldKind::Note,
                             .inTable = false,
                             .width = 20};
    };
    QList<ui::FieldSpec> fields = ownFields();
    fields << note(u"isbn"_s, u"deletedIsbn"_s, Texts::tr("ISBN"))
           << note(u"genres"_s, u"deletedGenres"_s, Texts::tr("Genres"))
           << moment(u"deletedAt"_s, u"deleted"_s, Texts::tr("Deleted"))
           << moment(u"createdAt"_s, u"deletedCreated"_s, Texts::tr("Created"))
           << moment(u"updatedAt"_s, u"deletedUpdated"_s, Texts::tr("Updated"))
           << ui::FieldSpec{.attribute = u"cover"_s,
                            .name = u"deletedCover"_s,
                            .label = Texts::tr("Cover"),
                            .header = Texts::tr("Cover"),
                            .kind = FieldKind::Image,
                            .related = {.model = models.deletedCover, .attribute = u"image"_s}};
    for (ui::FieldSpec &field : fields) {
        if (field.attribute == u"genres"_s)
            field.shownAs = namesIn;
        if (field.attribute == u"createdAt"_s || field.attribute == u"updatedAt"_s)
            field.inTable = false;
    }
    return fields;
}

} // namespace

ui::PageSpec trashSpec(const BookModels &models, bool readOnly)
{
    return {
        .model = models.deletedBook,
        .name = u"trash"_s,
        .title = Texts::tr("Deleted Books"),
        .record = Texts::tr("deleted book"),
        .recordTitle = Texts::tr("Deleted Book"),
        .countText = [](qint64 n) { return Texts::tr("%Ln deleted book(s)", nullptr, int(n)); },
        .countTitle =
            [](qint64 n) {
                return n == 1 ? Texts::tr("Deleted Book")
                              : Texts::tr("%Ln Deleted Book(s)", nullptr, int(n));
            },
        .fields = trashFields(models),
        .defaultOrder = {{"id", "DESC"}}, // the latest first
        .nameAttribute = u"title"_s,
        .summedAttribute = u"price"_s,
        .readOnly = readOnly,
        .isTrash = true,
        .dependents = {{models.deletedCover, u"entryId"_s, ui::Dependent::Fate::Goes}},
    };
}

TrashPage::TrashPage(const BookModels &models, bool readOnly, ui::CommandQueue &queue,
                     QWidget *parent)
    : QWidget(parent)
    , m_models(models)
    , m_queue(queue)
    , m_page(trashSpec(models, readOnly), &queue)
    , m_buttons(new QHBoxLayout)
{
    setObjectName(u"trashPage"_s);
    const int margin = fontMetrics().height() / 3;
    m_buttons->setContentsMargins(margin, margin, margin, margin);
    m_buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(m_buttons);
    layout->addWidget(m_page.table(), 1);
    setFocusProxy(m_page.table());
}

void TrashPage::setActions(const QList<QAction *> &actions)
{
    int place = 0;
    for (QAction *action : actions)
        m_buttons->insertWidget(place++, ui::makeActionButton(*action, this));
}

void TrashPage::restoreSelected()
{
    const std::optional<ui::RowChoice> rows = m_page.selectedRows();
    if (m_page.spec().readOnly || m_page.selectedCount() == 0)
        return;
    if (!rows) {
        emit m_page.failed(tr("The list is still being read. Try again in a moment."));
        return;
    }
    ui::BulkTarget target{.where = rows->question.where};
    if (rows->keys)
        target.keys = std::make_shared<const std::vector<qint64>>(*rows->keys);
    restore(target, rows->count);
}

void TrashPage::restoreFound()
{
    if (!m_page.spec().readOnly)
        restore({.where = m_page.filter()}, m_page.shown());
}

void TrashPage::restore(const ui::BulkTarget &target, qint64 count)
{
    const auto perform = [this, target] {
        m_queue.perform(std::make_unique<RestoreCommand>(m_models, m_page.spec(), target));
    };
    if (count <= mostUnasked)
        perform();
    else
        ui::askBefore(this, tr("Restore %1?").arg(m_page.spec().countText(count)),
                      tr("This can be undone."),
                      tr("Restore %1").arg(m_page.spec().countTitle(count)), this, perform);
}

void TrashPage::empty()
{
    if (m_page.spec().readOnly || m_page.total() == 0)
        return;
    const auto perform = [this] {
        m_queue.perform(std::make_unique<ui::BulkDeleteCommand>(m_page.spec(), ui::BulkTarget{}));
    };
    const qint64 count = m_page.total();
    ui::askBefore(this, tr("Delete %1 forever?").arg(m_page.spec().countText(count)),
                  tr("This can be undone until the shop is closed."),
                  ui::deletionText(m_page.spec(), m_page.spec().countTitle(count)), this, perform);
}

ui::FindLanguage trashLanguage()
{
    return {
        .fields =
            {
                {u"title"_s,
                 {u"title"_s, Texts::tr("title", "field in a search")},
                 DataTypes::STRING},
                {u"author"_s,
                 {u"author"_s, Texts::tr("author", "field in a search")},
                 DataTypes::STRING},
                {u"price"_s,
                 {u"price"_s, Texts::tr("price", "field in a search")},
                 DataTypes::DECIMAL},
                {u"genres"_s,
                 {u"genre"_s, u"genres"_s, Texts::tr("genre", "field in a search")},
                 DataTypes::STRING},
                {.attribute = u"isbn"_s,
                 .names = {u"isbn"_s},
                 .type = DataTypes::STRING,
                 .example = u"0-306-40615-2"_s,
                 .keptAs = keptIsbn},
                {u"bookId"_s, {u"id"_s, u"no"_s}, DataTypes::INTEGER},
                {u"deletedAt"_s,
                 {u"deleted"_s, Texts::tr("deleted", "field in a search")},
                 DataTypes::DATE},
            },
        .wordAttributes = {u"title"_s, u"author"_s},
        .locale = QLocale(),
    };
}
