#include "app/books/salespage.h"

#include "orm/core/deliver.h"
#include "ui/base/format.h"
#include "ui/table/recordtableview.h"

#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

using namespace orm;
using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(SalesPage)
};

QList<ui::FieldSpec> saleFields(Model &book)
{
    using ui::FieldKind;
    return {
        {.attribute = u"id"_s,
         .name = u"saleId"_s,
         .label = Texts::tr("Number"),
         .header = Texts::tr("No."),
         .kind = FieldKind::Key,
         .inTable = false,
         .inForm = false,
         .width = 8},
        {.attribute = u"soldAt"_s,
         .name = u"soldAt"_s,
         .label = Texts::tr("Sold"),
         .header = Texts::tr("Sold"),
         .kind = FieldKind::Moment,
         .width = 16},
        {.attribute = u"quantity"_s,
         .name = u"quantity"_s,
         .label = Texts::tr("&Quantity"),
         .header = Texts::tr("Quantity"),
         .kind = FieldKind::Number,
         .width = 10},
        {.attribute = u"title"_s,
         .name = u"soldTitle"_s,
         .label = Texts::tr("&Title"),
         .header = Texts::tr("Title"),
         .kind = FieldKind::CompletingText,
         .width = 40,
         .stretches = true,
         .pick = {.model = &book,
                  .attribute = u"title"_s,
                  .detail = u"author"_s,
                  .foreignKey = u"bookId"_s,
                  .copied = u"price"_s}},
        {.attribute = u"price"_s,
         .name = u"soldPrice"_s,
         .label = Texts::tr("&Price each"),
         .header = Texts::tr("Price each"),
         .kind = FieldKind::Money,
         .width = 12},
    };
}

ui::PageSpec salePage(const BookModels &models, bool readOnly)
{
    return {
        .model = models.sale,
        .name = u"sales"_s,
        .title = Texts::tr("Sales"),
        .record = Texts::tr("sale"),
        .recordTitle = Texts::tr("Sale"),
        .countText = [](qint64 n) { return Texts::tr("%Ln sale(s)", nullptr, int(n)); },
        .countTitle =
            [](qint64 n) {
                return n == 1 ? Texts::tr("Sale") : Texts::tr("%Ln Sale(s)", nullptr, int(n));
            },
        .fields = saleFields(*models.book),
        .defaultOrder = {{"id", "DESC"}}, // the latest first
        .nameAttribute = u"title"_s,
        .summedAttribute = u"quantity"_s,
        .readOnly = readOnly,
    };
}

/// In hundredths, so that a sum of them is exact.
qint64 hundredths(const QVariant &price)
{
    return qRound64(holdsDecimal(price) ? price.value<Decimal>().toDouble() * 100
                                        : price.toDouble() * 100);
}

} // namespace

SalesPage::SalesPage(const BookModels &models, bool readOnly, ui::CommandQueue &queue,
                     QWidget *parent)
    : QWidget(parent)
    , m_page(salePage(models, readOnly), &queue)
    , m_total(new QLabel(this))
{
    setObjectName(u"salesPage"_s);
    m_total->setObjectName(u"salesTotal"_s);
    m_total->setAccessibleName(tr("Total"));
    m_total->setTextFormat(Qt::PlainText);
    m_total->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_total->setMargin(fontMetrics().height() / 3);
    QFont bold = m_total->font();
    bold.setBold(true);
    m_total->setFont(bold);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_page.table(), 1);
    layout->addWidget(m_total);
    setFocusProxy(m_page.table());

    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &SalesPage::askTotal);
    const auto restart = [this] { m_pause.start(30); };
    connect(&m_page, &ui::RecordPage::shownChanged, this, restart);
    connect(&m_page, &ui::RecordPage::written, this, restart);
}

void SalesPage::sell(const Instance &book)
{
    // Of a book without a price nothing is entered: the model wants one, so the form asks for it.
    m_page.addRecord({{"quantity", 1}, {"title", book["title"]}, {"price", book["price"]}},
                     {{"bookId", book["id"]}});
}

/// Copies by price: one row for each price, and what they come to is counted exactly here.
void SalesPage::askTotal()
{
    const FindOptions copiesByPrice{
        .where = m_page.filter(),
        .attributes = {"price", {fn("sum", col("quantity")), "copies"}},
        .group = {"price"},
    };
    orm::deliver(
        m_page.spec().model->findAll(copiesByPrice), this,
        [this, number = ++m_number](const QList<Instance> &rows) {
            if (number == m_number)
                showTotal(rows);
        },
        [](const BaseError &) {
            // The table tells what is wrong; it reads the same rows.
        });
}

void SalesPage::showTotal(const QList<Instance> &copiesByPrice)
{
    qint64 copies = 0;
    qint64 sum = 0;
    for (const Instance &row : copiesByPrice) {
        copies += row["copies"].toLongLong();
        sum += row["copies"].toLongLong() * hundredths(row["price"]);
    }
    m_total->setText(tr("%Ln sold · Total %1", nullptr, int(copies))
                         .arg(ui::formatNumber(QVariant::fromValue(Decimal(sum, 2)), 2)));
}

ui::FindLanguage saleLanguage()
{
    return {
        .fields =
            {
                {u"title"_s,
                 {u"title"_s, Texts::tr("title", "field in a search")},
                 DataTypes::STRING},
                {u"quantity"_s,
                 {u"quantity"_s, Texts::tr("quantity", "field in a search")},
                 DataTypes::INTEGER},
                {u"price"_s,
                 {u"price"_s, Texts::tr("price", "field in a search")},
                 DataTypes::DECIMAL},
                {u"soldAt"_s, {u"sold"_s, Texts::tr("sold", "field in a search")}, DataTypes::DATE},
            },
        .wordAttributes = {u"title"_s},
        .locale = QLocale(),
    };
}
