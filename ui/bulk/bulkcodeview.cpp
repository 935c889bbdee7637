#include "ui/bulk/bulkcodeview.h"

#include "ui/base/icons.h"
#include "ui/log/sqlhighlighter.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QToolButton>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int linesShown = 3;

} // namespace

BulkCodeView::BulkCodeView(const QString &name, const QString &accessibleName, Language language,
                           QWidget *parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit(this))
{
    m_text->setObjectName(name);
    m_text->setAccessibleName(accessibleName);
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTabChangesFocus(true);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setFixedHeight(QFontMetrics(m_text->font()).lineSpacing() * linesShown
                           + fontMetrics().height());
    if (language == Language::Sql)
        new SqlHighlighter(m_text->document()); // belongs to the document
    auto *copy = new QToolButton(this);
    copy->setIcon(icon(u"edit-copy"_s));
    copy->setText(tr("Copy"));
    copy->setToolTip(tr("Copy"));
    copy->setAccessibleName(tr("Copy: %1").arg(accessibleName));
    copy->setAutoRaise(true);
    connect(copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(text()); });
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins({});
    line->addWidget(m_text, 1);
    line->addWidget(copy, 0, Qt::AlignTop);
}

void BulkCodeView::setText(const QString &text)
{
    m_text->setPlainText(text);
}

QString BulkCodeView::text() const
{
    return m_text->toPlainText();
}

} // namespace ui
