#include "ui/bulk/bulkchangesedit.h"

#include "ui/base/icons.h"
#include "ui/bulk/bulkchangeedit.h"

#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QAbstractButton *makeButton(const QString &iconName, const QString &text, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setText(text);
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

BulkChangesEdit::BulkChangesEdit(const PageSpec &spec, QWidget *parent)
    : QWidget(parent)
    , m_spec(spec)
    , m_layout(new QVBoxLayout)
    , m_add(makeButton(u"list-add"_s, tr("Change another field, too"), this))
{
    m_add->setObjectName(u"bulkAddChangeButton"_s);
    connect(m_add, &QAbstractButton::clicked, this, [this] {
        addLine();
        m_lines.last().edit->setFocus();
    });
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(m_layout, 1);
    layout->addWidget(m_add, 0, Qt::AlignBottom); // beside the last line
    addLine();
}

void BulkChangesEdit::addLine()
{
    ++m_made;
    auto *whole = new QWidget(this);
    const Line line{.whole = whole,
                    .edit = new BulkChangeEdit(m_spec, m_made, whole),
                    .remove = makeButton(u"list-remove"_s, tr("Leave this change out"), whole)};
    line.remove->setObjectName(u"bulkRemoveChangeButton%1"_s.arg(m_made));
    auto *layout = new QHBoxLayout(whole);
    layout->setContentsMargins({});
    layout->addWidget(line.edit, 1);
    layout->addWidget(line.remove);
    m_layout->addWidget(whole);
    QStringList taken;
    for (const Line &other : std::as_const(m_lines))
        taken += other.edit->change().attribute;
    line.edit->setTaken(taken);
    connect(line.remove, &QAbstractButton::clicked, this, [this, whole] { removeLine(whole); });
    connect(line.edit, &BulkChangeEdit::changed, this, &BulkChangesEdit::takeChange);
    m_lines += line;
    setTabOrder(line.remove, m_add); // in the order in which they stand
    takeChange();
}

void BulkChangesEdit::removeLine(const QWidget *whole)
{
    const qsizetype place = std::ranges::find(m_lines, whole, &Line::whole) - m_lines.begin();
    const Line line = m_lines.takeAt(place);
    m_lines.at(std::min(place, m_lines.size() - 1)).edit->focusValue();
    line.whole->hide();
    line.whole->deleteLater(); // its button is in the middle of telling that it was clicked
    takeChange();
}

void BulkChangesEdit::takeChange()
{
    for (const Line &line : std::as_const(m_lines)) {
        QStringList taken;
        for (const Line &other : std::as_const(m_lines))
            if (other.edit != line.edit)
                taken += other.edit->change().attribute;
        line.edit->setTaken(taken);
        line.remove->setVisible(m_lines.size() > 1);
    }
    m_add->setEnabled(m_lines.size() < bulkFields(m_spec).size());
    emit changed();
}

BulkChanges BulkChangesEdit::changes() const
{
    BulkChanges changes;
    for (const Line &line : m_lines)
        changes += line.edit->change();
    return changes;
}

void BulkChangesEdit::focusValue()
{
    m_lines.first().edit->focusValue();
}

} // namespace ui
