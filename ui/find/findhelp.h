#pragma once

#include "ui/find/findlanguage.h"

#include <QFrame>

namespace ui {

/// A popup that teaches the find language by examples; a click on one tries it.
class FindHelp : public QFrame
{
    Q_OBJECT

public:
    /// Shows the language's own examples, or some made from its fields.
    explicit FindHelp(const FindLanguage &language, QWidget *parent = nullptr);

    /// Opens under `widget`, inside its screen, with the focus on the first example.
    void openBelow(const QWidget *widget);

signals:
    void exampleChosen(const QString &text);

private:
    void addExample(const FindExample &example);
    void choose(const QString &text);
};

/// Examples of everything the language knows, with the names of its fields.
[[nodiscard]] QList<FindExample> findExamples(const FindLanguage &language);

} // namespace ui
