#include "ui/base/accessibletext.h"

#include <QAccessibleWidget>
#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QString withoutMnemonic(QString text)
{
    return text.remove(u'&');
}

/// "Row count: 4 books"
class LabelInterface final : public QAccessibleWidget
{
public:
    explicit LabelInterface(QLabel *label)
        : QAccessibleWidget(label, QAccessible::StaticText)
        , m_label(label)
    {
    }

    [[nodiscard]] QString text(QAccessible::Text what) const override
    {
        if (what != QAccessible::Name)
            return QAccessibleWidget::text(what);
        const QString name = m_label->accessibleName();
        const QString text = withoutMnemonic(m_label->text());
        if (name.isEmpty() || text.isEmpty())
            return name.isEmpty() ? text : name;
        return QCoreApplication::translate("ui::AccessibleText", "%1: %2").arg(name, text);
    }

private:
    QLabel *m_label;
};

class ComboInterface final : public QAccessibleWidget
{
public:
    explicit ComboInterface(QComboBox *box)
        : QAccessibleWidget(box, QAccessible::ComboBox)
        , m_box(box)
    {
    }

    [[nodiscard]] QString text(QAccessible::Text what) const override
    {
        if (what == QAccessible::Value)
            return m_box->currentText();
        if (what != QAccessible::Name)
            return QAccessibleWidget::text(what);
        return m_box->accessibleName().isEmpty() ? labelText() : m_box->accessibleName();
    }

private:
    [[nodiscard]] QString labelText() const
    {
        for (const auto &[label, relation] : relations(QAccessible::Label))
            if (const auto *text = qobject_cast<const QLabel *>(label->object()))
                return withoutMnemonic(text->text()).remove(u':');
        return {};
    }

    QComboBox *m_box;
};

QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    if (className == "QLabel"_L1)
        if (auto *label = qobject_cast<QLabel *>(object))
            return new LabelInterface(label);
    if (className == "QComboBox"_L1)
        if (auto *box = qobject_cast<QComboBox *>(object))
            return new ComboInterface(box);
    return nullptr;
}

} // namespace

void installAccessibleTexts()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(isInstalled)
}

} // namespace ui
