#pragma once

#include "ui/find/findlanguage.h"

#include <QCoreApplication>

namespace ui {

/// One word of a search, or one field held against a value.
struct FindTerm
{
    enum class Relation : quint8 { Contains, Equal, Less, LessOrEqual, Greater, GreaterOrEqual };

    bool negated = false;
    const FindField *field = nullptr; ///< nullptr: a plain word.
    Relation relation = Relation::Contains;
    QString value;
    qsizetype start = 0; ///< Where the term stands in the text, for errors.
    qsizetype length = 0;
    qsizetype valueStart = 0;
    qsizetype valueLength = 0;
};

/// Cuts the text of a search into terms. Throws FindError when that is impossible.
class FindLexer
{
    Q_DECLARE_TR_FUNCTIONS(FindLexer)

public:
    /// Both are only read, and must outlive the lexer and the terms.
    FindLexer(const QString &text, const FindLanguage &language);

    /// The terms between the "or"s; all terms of one alternative must hold. No alternative is
    /// empty, but there may be none.
    [[nodiscard]] QList<QList<FindTerm>> alternatives();

private:
    [[nodiscard]] QList<FindTerm> alternative();
    [[nodiscard]] FindTerm term();
    [[nodiscard]] bool readField(FindTerm &term);
    [[nodiscard]] QString readOperator();
    void setRelation(FindTerm &term, const QString &op) const;
    void readValue(FindTerm &term);
    void readQuoted(FindTerm &term);
    void readWord(FindTerm &term);
    void skipSpaces();
    [[nodiscard]] bool atEnd() const { return m_position >= m_text.size(); }
    [[nodiscard]] QChar charAt(qsizetype position) const;
    [[nodiscard]] bool isOr() const;
    [[nodiscard]] const FindField *field(QStringView name) const;
    [[noreturn]] void refuseField(QStringView name) const;

    const QString &m_text;
    const FindLanguage &m_language;
    qsizetype m_position = 0;
    int m_terms = 0;
};

} // namespace ui
