#include "ui/find/findhelp.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

using Kind = orm::DataType::Kind;

template<typename Fits>
QString nameWhere(const FindLanguage &language, Fits fits)
{
    const auto found =
        std::find_if(language.fields.begin(), language.fields.end(),
                     [&fits](const FindField &field) { return !field.having && fits(field.type); });
    return found == language.fields.end() ? QString() : found->names.value(0);
}

} // namespace

QList<FindExample> findExamples(const FindLanguage &language)
{
    if (!language.examples.isEmpty())
        return language.examples;
    const QString text =
        nameWhere(language, [](const orm::DataType &type) { return type.isText(); });
    const QString number = nameWhere(
        language, [](const orm::DataType &type) { return type.isNumber() && !type.isInteger(); });
    const QString day = nameWhere(language, [](const orm::DataType &type) {
        return type.kind() == Kind::Date || type.kind() == Kind::DateOnly;
    });
    QList<FindExample> examples{
        {u"north sea"_s, FindHelp::tr("both words, in any order")},
        {u"\"north sea\""_s, FindHelp::tr("these words side by side")},
        {u"north -sea"_s, FindHelp::tr("the first word without the second")},
        {u"north or south"_s, FindHelp::tr("either word")},
    };
    for (const FindField &field : language.fields) {
        if (!field.having)
            continue;
        const QString value = field.example.isEmpty() ? u"north"_s : field.example;
        examples.append({u"%1:%2"_s.arg(field.names.value(0), value),
                         FindHelp::tr("also -%1:%2, %1:none").arg(field.names.value(0), value)});
    }
    if (!text.isEmpty())
        examples.append({u"%1:north"_s.arg(text), FindHelp::tr("only in this field")});
    if (!number.isEmpty()) {
        examples.append({u"%1<30"_s.arg(number), FindHelp::tr("also = != <= > >=")});
        examples.append({u"%1:10..20"_s.arg(number), FindHelp::tr("from 10 to 20, both included")});
        examples.append({u"%1:none"_s.arg(number), FindHelp::tr("without a value")});
    }
    if (!day.isEmpty()) {
        examples.append({u"%1:today"_s.arg(day), FindHelp::tr("or a year, 2024-05, 2024-05-17")});
        examples.append({u"%1>2023"_s.arg(day), FindHelp::tr("later than that year")});
    }
    return examples;
}

FindHelp::FindHelp(const FindLanguage &language, QWidget *parent)
    : QFrame(parent, Qt::Popup)
{
    setObjectName(u"findHelp"_s);
    setAccessibleName(tr("Search help"));
    setStyleSheet(u"#findHelp { border: 1px solid palette(placeholder-text); }"
                  "QPushButton { text-align: left; padding: 3px 6px; color: palette(link);"
                  " border: 1px solid transparent; border-radius: 3px; }"
                  "QPushButton:focus { border-color: palette(highlight); }"
                  "QPushButton:hover { text-decoration: underline; }"_s);
    auto *layout = new QGridLayout(this);
    layout->setHorizontalSpacing(fontMetrics().averageCharWidth() * 2);
    layout->setVerticalSpacing(0);

    auto *title = new QLabel(tr("Type what to find, for example:"), this);
    layout->addWidget(title, 0, 0, 1, 2);
    const QList<FindExample> examples = findExamples(language);
    for (const FindExample &example : examples)
        addExample(example);
    QStringList names;
    for (const FindField &field : language.fields)
        names.append(field.names.value(0));
    auto *fields = new QLabel(tr("Fields: %1").arg(names.join(u", "_s)), this);
    fields->setTextFormat(Qt::PlainText);
    layout->addWidget(fields, layout->rowCount(), 0, 1, 2);
}

void FindHelp::addExample(const FindExample &example)
{
    auto *layout = static_cast<QGridLayout *>(this->layout());
    const int row = layout->rowCount();
    auto *button = new QPushButton(QString(example.text).replace(u"&"_s, u"&&"_s), this);
    button->setFlat(true);
    button->setAutoDefault(true); // Enter presses it, as Space does
    button->setToolTip(tr("Search for this"));
    button->setAccessibleDescription(example.meaning);
    connect(button, &QPushButton::clicked, this, [this, text = example.text] { choose(text); });
    auto *meaning = new QLabel(example.meaning, this);
    meaning->setTextFormat(Qt::PlainText);
    layout->addWidget(button, row, 0);
    layout->addWidget(meaning, row, 1);
}

void FindHelp::choose(const QString &text)
{
    close();
    emit exampleChosen(text);
}

void FindHelp::openBelow(const QWidget *widget)
{
    for (QWidget *child : findChildren<QWidget *>())
        child->ensurePolished(); // the style sheet has a say in the size
    adjustSize();
    const QRect room = widget->screen()->availableGeometry();
    const QPoint corner = widget->mapToGlobal(QPoint(widget->width() - width(), widget->height()));
    move(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width())),
         std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    show();
    if (auto *first = findChild<QPushButton *>())
        first->setFocus(Qt::PopupFocusReason);
}

} // namespace ui
