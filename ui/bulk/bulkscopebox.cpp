#include "ui/bulk/bulkscopebox.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QRadioButton>

namespace ui {

using namespace Qt::StringLiterals;

BulkScopeBox::BulkScopeBox(const PageSpec &spec, const BulkScopes &scopes, QWidget *parent)
    : QWidget(parent)
    , m_scopes(scopes)
{
    const qint64 selected = scopes.selected ? qint64(scopes.selected->size()) : 0;
    const bool isSearching = !scopes.search.isEmpty();
    m_selected = makeChoice(u"bulkSelectedButton"_s,
                            tr("Se&lected (%1)").arg(QLocale().toString(selected)), selected > 0);
    m_matching = makeChoice(u"bulkMatchingButton"_s,
                            isSearching && scopes.found
                                ? tr("&Matching the search (%1)").arg(numberText(*scopes.found))
                                : tr("&Matching the search"),
                            isSearching);
    m_all = makeChoice(u"bulkAllButton"_s, tr("&All (%1)").arg(numberText(scopes.total)), true);
    m_confirm = new QCheckBox(
        tr("&Yes, all %1")
            .arg((scopes.isExact ? QString() : u"~"_s) + spec.countText(scopes.total)),
        this);
    m_confirm->setObjectName(u"bulkConfirmBox"_s);
    connect(m_confirm, &QCheckBox::toggled, this, &BulkScopeBox::confirmedChanged);

    auto *line = new QHBoxLayout;
    line->addWidget(m_selected);
    line->addWidget(m_matching);
    line->addWidget(m_all);
    line->addWidget(m_confirm);
    line->addStretch();
    line->setContentsMargins({});
    setLayout(line);
    // One row is selected most of the time, only because one stands somewhere.
    const bool wantsSelected = selected > 1 || (selected == 1 && !isSearching);
    (wantsSelected ? m_selected : isSearching ? m_matching : m_all)->setChecked(true);
    takeChoice();
}

QRadioButton *BulkScopeBox::makeChoice(const QString &name, const QString &text, bool isThere)
{
    auto *button = new QRadioButton(text, this);
    button->setObjectName(name);
    button->setEnabled(isThere);
    connect(button, &QRadioButton::toggled, this, [this](bool isOn) {
        if (!isOn)
            return;
        takeChoice();
        emit changed();
    });
    return button;
}

void BulkScopeBox::takeChoice()
{
    m_confirm->setChecked(false); // it was meant for another choice
    m_confirm->setVisible(m_all->isChecked());
}

QString BulkScopeBox::numberText(qint64 number) const
{
    const QString text = QLocale().toString(number);
    return m_scopes.isExact ? text : u'~' + text;
}

BulkTarget BulkScopeBox::target() const
{
    if (m_selected->isChecked())
        return {.keys = m_scopes.selected};
    return {.where = m_matching->isChecked() ? m_scopes.search : orm::Where()};
}

bool BulkScopeBox::isConfirmed() const
{
    return !m_all->isChecked() || m_confirm->isChecked();
}

} // namespace ui
