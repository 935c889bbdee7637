#include "orm/model/define/association.h"

#include "orm/model/define/modeldata.h"

namespace orm {

using namespace Qt::StringLiterals;

QString Association::kindName(Kind kind)
{
    switch (kind) {
    case Kind::HasOne: return u"HasOne"_s;
    case Kind::BelongsTo: return u"BelongsTo"_s;
    case Kind::HasMany: return u"HasMany"_s;
    case Kind::BelongsToMany: return u"BelongsToMany"_s;
    }
    Q_UNREACHABLE();
}

bool Association::destroysEach() const
{
    return hooks && (kind == Kind::HasOne || kind == Kind::HasMany)
           && onDelete.compare("cascade"_L1, Qt::CaseInsensitive) == 0;
}

Included Association::included() const
{
    return {.kind = Included::Kind::Association, .name = as, .source = source->name};
}

const Association *ModelData::association(QStringView alias) const
{
    for (const auto &each : associations)
        if (each->as == alias)
            return each.get();
    return nullptr;
}

} // namespace orm
