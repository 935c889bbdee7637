#pragma once

#include <QFrame>
#include <QStringList>

class QLineEdit;

namespace orm {
class Model;
}

namespace ui {

class AttributeCompleter;
class Chip;
class FlowLayout;

/// A list of names, each on a chip, and a line to add more. Enter or a comma adds what is typed,
/// Backspace in an empty line takes the last one away, Left and Right walk over the chips. Names
/// are there once, whatever the case of their letters.
class ChipsEdit : public QFrame
{
    Q_OBJECT

public:
    /// Offers what rows of `model` have in `attribute`, while one types.
    ChipsEdit(const orm::Model &model, const QString &attribute, QWidget *parent = nullptr);

    /// With what is typed and not yet on a chip, unless it is half of a name that is offered.
    [[nodiscard]] QStringList names() const;
    void setNames(const QStringList &names);
    void setPlaceholderText(const QString &text);
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isReadOnly() const { return m_isReadOnly; }
    /// Names the line for screen readers, too.
    void setTexts(const QString &objectName, const QString &accessibleName);
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }

signals:
    /// By the user.
    void edited();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void takeTyped();
    void takeTypedInFull();
    void takeTypedByComma();
    void addChip(const QString &name);
    void removeChip(Chip *chip);
    void focusNear(qsizetype index);
    [[nodiscard]] bool handleKeyInLine(int key);
    [[nodiscard]] bool handleKeyOnChip(Chip *chip, int key);
    void updateLook();
    void updatePlaceholder();

    FlowLayout *m_layout = nullptr;
    QLineEdit *m_edit = nullptr;
    AttributeCompleter *m_offers = nullptr;
    QList<Chip *> m_chips;
    QString m_placeholder;
    bool m_isReadOnly = false;
};

} // namespace ui
