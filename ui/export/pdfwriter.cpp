#include "orm/core/decimal.h"
#include "orm/core/error.h"
#include "ui/base/format.h"
#include "ui/export/exporttable.h"
#include "ui/export/textoutput.h"
#include "ui/export/writers.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFontMetricsF>
#include <QPainter>
#include <QPdfWriter>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PdfWriter)
};

constexpr int dotsPerInch = 300;

/// Pages of a table for people: what does not fit into its column ends in a mark.
class PdfWriter final : public RowWriter
{
public:
    PdfWriter(const ExportTable &table, QIODevice &device)
        : m_table(table)
        , m_pdf(&device)
    {
    }

    void begin() override
    {
        m_pdf.setResolution(dotsPerInch);
        m_pdf.setPageSize(QPageSize(QPageSize::A4));
        m_pdf.setPageOrientation(QPageLayout::Landscape);
        m_pdf.setPageMargins({12, 12, 12, 12}, QPageLayout::Millimeter);
        m_pdf.setTitle(m_table.title);
        m_pdf.setCreator(QCoreApplication::applicationName());
        if (!m_painter.begin(&m_pdf))
            throw orm::BaseError(Texts::tr("The pages cannot be written."));
        m_font.setPointSizeF(8);
        m_bold = m_font;
        m_bold.setBold(true);
        const QFontMetricsF metrics(m_font, &m_pdf);
        m_line = metrics.height() * 1.25;
        m_gap = metrics.averageCharWidth();
        divideWidth();
        beginPage();
    }

    void add(std::span<const QVariant> cells) override
    {
        if (m_y + 2 * m_line > m_pdf.height()) { // the last line has the page's number
            m_pdf.newPage();
            beginPage();
        }
        for (size_t column = 0; column < cells.size(); ++column)
            draw(qsizetype(column), shownText(qsizetype(column), cells[column]));
        m_y += m_line;
    }

    void end() override { m_painter.end(); }

private:
    /// Texts share what numbers and moments leave, by their widths in the window.
    void divideWidth()
    {
        const QFontMetricsF metrics(m_bold, &m_pdf);
        const QString moment =
            QLocale().toString(QDateTime(QDate(2028, 12, 28), QTime(22, 58)), QLocale::ShortFormat);
        double fixed = 0;
        double shares = 0;
        for (const ExportColumn &column : m_table.columns) {
            const bool isMoment = column.type.kind() == orm::DataType::Kind::Date;
            m_widths << (isMoment ? metrics.horizontalAdvance(moment) + m_gap * 2
                                  : m_gap * (column.width + 1));
            (isText(column) ? shares : fixed) += m_widths.constLast();
        }
        const double room = m_pdf.width();
        const bool isShared = shares > 0 && fixed < room * 3 / 4;
        for (qsizetype i = 0; i < m_widths.size(); ++i)
            if (!isShared)
                m_widths[i] *= room / (fixed + shares);
            else if (isText(m_table.columns.at(i)))
                m_widths[i] *= (room - fixed) / shares;
    }

    [[nodiscard]] static bool isText(const ExportColumn &column)
    {
        return column.isRelated() || column.type.isText();
    }

    void beginPage()
    {
        ++m_page;
        m_painter.setFont(m_font);
        const QRectF bottom(0, m_pdf.height() - m_line, m_pdf.width(), m_line);
        m_painter.drawText(bottom, Qt::AlignLeft | Qt::AlignBottom, m_table.title);
        m_painter.drawText(bottom, Qt::AlignRight | Qt::AlignBottom,
                           Texts::tr("Page %1").arg(QLocale().toString(m_page)));
        m_y = 0;
        m_painter.setFont(m_bold);
        for (qsizetype column = 0; column < m_table.columns.size(); ++column)
            draw(column, m_table.columns.at(column).title);
        m_painter.setFont(m_font);
        m_y += m_line;
        m_painter.drawLine(QPointF(0, m_y), QPointF(m_pdf.width(), m_y));
        m_y += m_line / 4;
    }

    void draw(qsizetype column, const QString &text)
    {
        if (text.isEmpty())
            return;
        double x = 0;
        for (qsizetype before = 0; before < column; ++before)
            x += m_widths.at(before);
        const ExportColumn &known = m_table.columns.at(column);
        const bool isOnTheRight = !known.isRelated() && known.type.isNumber();
        const QRectF place(x, m_y, m_widths.at(column) - m_gap, m_line);
        const QFontMetricsF metrics(m_painter.font(), &m_pdf);
        m_painter.drawText(place,
                           (isOnTheRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter
                               | Qt::TextSingleLine,
                           metrics.elidedText(text, Qt::ElideRight, place.width()));
    }

    /// As people of this place write it.
    [[nodiscard]] QString shownText(qsizetype column, const QVariant &value) const
    {
        const orm::DataType &type = m_table.columns.at(column).type;
        if (isNothing(value))
            return {};
        if (value.typeId() == QMetaType::QDateTime)
            return QLocale().toString(value.toDateTime().toLocalTime(), QLocale::ShortFormat);
        if (value.typeId() == QMetaType::QDate)
            return QLocale().toString(value.toDate(), QLocale::ShortFormat);
        if (orm::holdsDecimal(value) && type.scale() >= 0)
            return formatNumber(value, type.scale());
        return plainText(value).simplified();
    }

    const ExportTable &m_table;
    QPdfWriter m_pdf;
    QPainter m_painter; // ends before what it paints on goes
    QFont m_font;
    QFont m_bold;
    QList<double> m_widths; ///< Of the columns, with the gap behind each.
    double m_line = 0;
    double m_gap = 0;
    double m_y = 0;
    int m_page = 0;
};

} // namespace

std::unique_ptr<RowWriter> makePdfWriter(const ExportTable &table, QIODevice &device)
{
    return std::make_unique<PdfWriter>(table, device);
}

} // namespace ui
