#include "ui/find/findlexer.h"

#include <algorithm>
#include <iterator>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

// More than anyone types, and less than any database refuses.
constexpr qsizetype longestText = 4'000;
constexpr int mostTerms = 100;

// Control characters separate like spaces: a NUL would end a pattern early.
bool isSpace(QChar c)
{
    return c.isSpace() || c.category() == QChar::Other_Control;
}

bool isNameChar(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

bool opensQuote(QChar c)
{
    return c == u'"' || c == u'\u201C' || c == u'\u201E';
}

bool closesQuote(QChar c)
{
    return c == u'"' || c == u'\u201C' || c == u'\u201D';
}

} // namespace

FindLexer::FindLexer(const QString &text, const FindLanguage &language)
    : m_text(text)
    , m_language(language)
{
}

QList<QList<FindTerm>> FindLexer::alternatives()
{
    if (m_text.size() > longestText) {
        const QLocale locale;
        throw FindError{tr("A search can have %1 characters at most; this one has %2.")
                            .arg(locale.toString(longestText), locale.toString(m_text.size())),
                        longestText, m_text.size() - longestText};
    }
    QList<QList<FindTerm>> found;
    skipSpaces();
    while (!atEnd()) {
        found.append(alternative());
        if (atEnd())
            break;
        const qsizetype start = m_position;
        m_position += 2; // "or"
        skipSpaces();
        if (atEnd() || isOr() || found.last().isEmpty())
            throw FindError{tr("“or” needs something to find on both sides."), start, 2};
    }
    return found;
}

QList<FindTerm> FindLexer::alternative()
{
    QList<FindTerm> terms;
    while (!atEnd() && !isOr()) {
        if (++m_terms > mostTerms)
            throw FindError{tr("A search can have %n word(s) at most.", nullptr, mostTerms),
                            m_position, m_text.size() - m_position};
        terms.append(term());
        skipSpaces();
    }
    return terms;
}

FindTerm FindLexer::term()
{
    FindTerm term;
    term.start = m_position;
    const bool saysSomething = m_position + 1 < m_text.size() && !isSpace(charAt(m_position + 1))
                               && charAt(m_position + 1) != u'-';
    if (charAt(m_position) == u'-' && saysSomething) {
        term.negated = true;
        ++m_position;
    }
    if (opensQuote(charAt(m_position)))
        readQuoted(term);
    else if (readField(term))
        readValue(term);
    else
        readWord(term);
    term.length = m_position - term.start;
    return term;
}

/// Takes `price <` when it stands here, and nothing when a plain word does.
bool FindLexer::readField(FindTerm &term)
{
    const qsizetype start = m_position;
    const auto from = m_text.cbegin() + start;
    const auto nameEnd = std::find_if_not(from, m_text.cend(), isNameChar);
    const QStringView name = QStringView(m_text).mid(start, nameEnd - from);
    const FindField *named = field(name);

    m_position += name.size();
    if (named)
        skipSpaces(); // `price < 30`, but `war: peace` are words
    const qsizetype opStart = m_position;
    const QString op = readOperator();
    const bool isName = !name.isEmpty() && name.front().isLetter();
    const bool wordWithColon = op == u":" && (!isName || atEnd() || isSpace(charAt(m_position)));
    if (op.isEmpty() || (!named && wordWithColon)) {
        m_position = start;
        return false;
    }
    if (!named && name.isEmpty())
        throw FindError{tr("Name a field before “%1”, or put the text in quotes.").arg(op), opStart,
                        op.size()};
    if (!named)
        refuseField(name);
    term.field = named;
    setRelation(term, op);
    return true;
}

QString FindLexer::readOperator()
{
    static const QStringList operators{u"!="_s, u"<="_s, u">="_s, u":"_s, u"="_s, u"<"_s, u">"_s};
    const QStringView rest = QStringView(m_text).mid(m_position);
    const auto found = std::find_if(operators.begin(), operators.end(),
                                    [rest](const QString &op) { return rest.startsWith(op); });
    if (found == operators.end())
        return {};
    m_position += found->size();
    return *found;
}

void FindLexer::setRelation(FindTerm &term, const QString &op) const
{
    using enum FindTerm::Relation;
    static const QHash<QString, FindTerm::Relation> relations{
        {u":"_s, Contains}, {u"="_s, Equal},        {u"!="_s, Equal},         {u"<"_s, Less},
        {u">"_s, Greater},  {u"<="_s, LessOrEqual}, {u">="_s, GreaterOrEqual}};
    term.relation = relations.value(op);
    if (op == u"!=")
        term.negated = !term.negated;
}

void FindLexer::readValue(FindTerm &term)
{
    skipSpaces();
    if (atEnd() || isOr()) {
        throw FindError{tr("What to look for in %1 is missing.").arg(term.field->names.value(0)),
                        term.start, m_position - term.start};
    }
    if (opensQuote(charAt(m_position)))
        readQuoted(term);
    else
        readWord(term);
}

void FindLexer::readQuoted(FindTerm &term)
{
    const qsizetype start = m_position++;
    while (!atEnd() && !closesQuote(charAt(m_position))) {
        const bool escapes = charAt(m_position) == u'\\'
                             && (charAt(m_position + 1) == u'"' || charAt(m_position + 1) == u'\\');
        if (escapes)
            ++m_position;
        const QChar c = charAt(m_position++);
        term.value += isSpace(c) ? u' ' : c;
    }
    if (atEnd())
        throw FindError{tr("The closing quote is missing."), start, m_text.size() - start};
    ++m_position;
    if (term.value.trimmed().isEmpty())
        throw FindError{tr("There is nothing between the quotes."), start, m_position - start};
    term.valueStart = start;
    term.valueLength = m_position - start;
}

void FindLexer::readWord(FindTerm &term)
{
    const qsizetype start = m_position;
    while (!atEnd() && !isSpace(charAt(m_position)))
        ++m_position;
    term.value = m_text.mid(start, m_position - start);
    if (term.value.size() > 2 && term.value.startsWith(u'/') && term.value.endsWith(u'/'))
        throw FindError{
            tr("Patterns between slashes cannot be searched for. Leave the slashes out, "
               "or put the text in quotes."),
            start, m_position - start};
    term.valueStart = start;
    term.valueLength = m_position - start;
}

void FindLexer::skipSpaces()
{
    while (!atEnd() && isSpace(charAt(m_position)))
        ++m_position;
}

/// The character there, or a NUL behind the end.
QChar FindLexer::charAt(qsizetype position) const
{
    return position < m_text.size() ? m_text.at(position) : QChar();
}

bool FindLexer::isOr() const
{
    const bool ends = m_position + 2 >= m_text.size() || isSpace(charAt(m_position + 2));
    return ends && QStringView(m_text).mid(m_position, 2).compare(u"or", Qt::CaseInsensitive) == 0;
}

const FindField *FindLexer::field(QStringView name) const
{
    for (const FindField &candidate : m_language.fields) {
        for (const QString &known : candidate.names) {
            if (name.compare(known, Qt::CaseInsensitive) == 0)
                return &candidate;
        }
    }
    return nullptr;
}

void FindLexer::refuseField(QStringView name) const
{
    QStringList known;
    std::transform(m_language.fields.begin(), m_language.fields.end(), std::back_inserter(known),
                   [](const FindField &field) { return field.names.value(0); });
    throw FindError{tr("No field “%1”. Fields: %2. To find the text itself, put it in quotes.")
                        .arg(name, known.join(u", "_s)),
                    name.data() - m_text.data(), name.size()};
}

} // namespace ui
