#pragma once

#include <QRandomGenerator>
#include <QStringList>

/// A text of up to `mostPieces` pieces that a format may stumble over: quotes, separators, line
/// ends, formulas, blanks around it, letters of all planes. No NUL, and never half a character.
inline QString hostileText(QRandomGenerator &random, int mostPieces = 6)
{
    using namespace Qt::StringLiterals;
    static const QStringList pieces{u"a"_s,
                                    u"Emma"_s,
                                    u" "_s,
                                    u"  "_s,
                                    u"\""_s,
                                    u"\"\""_s,
                                    u"'"_s,
                                    u"''"_s,
                                    u","_s,
                                    u";"_s,
                                    u"\t"_s,
                                    u"\n"_s,
                                    u"\r"_s,
                                    u"\r\n"_s,
                                    u"=1+1"_s,
                                    u"="_s,
                                    u"+"_s,
                                    u"-5"_s,
                                    u"@SUM"_s,
                                    u"|"_s,
                                    u"\\"_s,
                                    u"\\n"_s,
                                    u"`"_s,
                                    u"$1"_s,
                                    u"%"_s,
                                    u"é"_s,
                                    u"ß"_s,
                                    u"雨の"_s,
                                    u"😀"_s,
                                    u"👩‍👩‍👧"_s,
                                    u"\u00A0"_s,
                                    u"\u2028"_s,
                                    u"<b>"_s,
                                    u"&amp;"_s,
                                    u"]]>"_s,
                                    u"1.250"_s,
                                    u"_x0041_"_s,
                                    u"null"_s,
                                    u"\u0001"_s,
                                    u"{}"_s,
                                    u"a,b,c,d,e,f,g,h,i"_s,
                                    u"*"_s,
                                    u"--"_s,
                                    u"/*"_s,

                                    u"sep=;"_s,
                                    u"\uFEFF"_s};
    QString text;
    const int count = int(random.bounded(mostPieces + 1));
    for (int i = 0; i < count; ++i)
        text += pieces.at(random.bounded(pieces.size()));
    return text;
}
