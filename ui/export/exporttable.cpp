#include "ui/export/exporttable.h"

#include <algorithm>

namespace ui {

namespace {

constexpr int narrowColumn = 12;
constexpr int wideColumn = 32;

bool hasColumn(const QList<ExportColumn> &columns, const QString &name)
{
    return std::ranges::any_of(columns,
                               [&](const ExportColumn &column) { return column.name == name; });
}

void addAttribute(QList<ExportColumn> &columns, const orm::AttributeDefinition &attribute,
                  const QString &title, int width)
{
    if (attribute.options.type.isStored())
        columns << ExportColumn{
            .name = attribute.name, .title = title, .type = attribute.options.type, .width = width};
}

/// Foreign keys and their like, which a page does not show.
void addOthers(const orm::Model &model, QList<ExportColumn> &columns)
{
    for (const orm::AttributeDefinition &attribute : model.attributes())
        if (!hasColumn(columns, attribute.name))
            addAttribute(columns, attribute, attribute.name,
                         attribute.options.type.isText() ? wideColumn : narrowColumn);
}

} // namespace

ExportTable exportTable(const PageSpec &page)
{
    ExportTable table{.model = page.model, .title = page.title, .columns = {}};
    for (const FieldSpec &field : page.fields) {
        if (hasTexts(field.kind)) {
            table.columns << ExportColumn{.name = field.attribute,
                                          .title = field.header,
                                          .width = field.width,
                                          .kind = field.kind};
            table.names << field;
        } else if (const orm::AttributeDefinition *attribute =
                       page.model->attribute(field.attribute)) {
            addAttribute(table.columns, *attribute, field.header, field.width);
        }
    }
    addOthers(*page.model, table.columns);
    return table;
}

ExportTable exportTable(const orm::Model &model)
{
    ExportTable table{.model = &model, .title = model.tableName(), .columns = {}};
    addOthers(model, table.columns);
    return table;
}

} // namespace ui
