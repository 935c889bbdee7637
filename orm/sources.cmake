set(sources
    core/containertext.cpp
    core/datatype.cpp core/datatype_plain.cpp core/datatype_refusal.cpp core/datatype_values.cpp
    core/decimal.cpp core/decimal_text.cpp
    core/error.cpp
    core/errortext.cpp
    core/jsontext.cpp
    core/naming.cpp core/naming_singular.cpp
    core/nearest.cpp
    core/plainletters.cpp
    core/pendingresult.cpp
    core/rangevalue.cpp
    core/readvalue.cpp
    core/runningcalls.cpp
    core/storedtext.cpp
    core/text.cpp
    core/timestamp.cpp
    core/wkb.cpp
    core/wkt.cpp

    expr/include.cpp
    expr/layout.cpp
    expr/operand.cpp
    expr/select.cpp
    expr/tables.cpp
    expr/where.cpp

    sql/catalogue.cpp
    sql/conditionwriter.cpp sql/conditionwriter_left.cpp sql/conditionwriter_value.cpp
    sql/dialects.cpp
    sql/logtext.cpp
    sql/minifiedaliases.cpp
    sql/querygenerator.cpp sql/querygenerator_expression.cpp sql/querygenerator_json.cpp
    sql/querygenerator_select.cpp sql/querygenerator_sensitive.cpp sql/querygenerator_update.cpp
    sql/querygenerator_write.cpp
    sql/rawquery.cpp
    sql/selectwriter.cpp sql/selectwriter_join.cpp sql/selectwriter_order.cpp
    sql/spelling.cpp sql/spelling_types.cpp sql/spelling_values.cpp
    sql/sqlwriter.cpp
    sql/tablegenerator.cpp sql/tablegenerator_index.cpp sql/tablegenerator_lacking.cpp

    sql/sqlite/dataversion.cpp
    sql/sqlite/sqlitecatalogue.cpp
    sql/sqlite/sqlitegenerator.cpp sql/sqlite/sqlitegenerator_lists.cpp
    sql/sqlite/sqlitegenerator_sums.cpp sql/sqlite/sqlitegenerator_values.cpp
    sql/sqlite/sqlitetable.cpp
    sql/sqlite/sqlitetablegenerator.cpp

    sql/postgres/postgrescatalogue.cpp
    sql/postgres/postgresgenerator.cpp sql/postgres/postgresgenerator_values.cpp
    sql/postgres/postgresnews.cpp
    sql/postgres/postgrestablegenerator.cpp sql/postgres/postgrestablegenerator_routines.cpp

    sql/mysql/mariadbcatalogue.cpp
    sql/mysql/mariadbgenerator.cpp
    sql/mysql/mariadbtablegenerator.cpp
    sql/mysql/mysqlcatalogue.cpp
    sql/mysql/mysqlgenerator.cpp sql/mysql/mysqlgenerator_values.cpp
    sql/mysql/mysqltable.cpp
    sql/mysql/mysqltablegenerator.cpp

    sql/mssql/mssqlcatalogue.cpp
    sql/mssql/mssqlgenerator.cpp sql/mssql/mssqlgenerator_values.cpp
    sql/mssql/mssqlgenerator_write.cpp
    sql/mssql/mssqltablegenerator.cpp

    db/acquiringjob.cpp
    db/connection.cpp
    db/connection_calls.cpp db/connection_rows.cpp
    db/database.cpp
    db/databaseurl.cpp
    db/digits.cpp db/drivererrors.cpp db/drivers.cpp
    db/hosts.cpp
    db/ping.cpp
    db/pool.cpp
    db/pool_end.cpp
    db/pool_watch.cpp
    db/qtdatabase.cpp
    db/qtrunner.cpp
    db/queryevent.cpp
    db/querylog.cpp
    db/replicas.cpp
    db/rowset.cpp
    db/runninghooks.cpp
    db/ssloptions.cpp
    db/statementguard.cpp
    db/statementrunner.cpp
    db/statementstop.cpp
    db/statementtext.cpp
    db/statementvalues.cpp
    db/transaction.cpp
    db/transactionlease.cpp
    db/unmanagedtransaction.cpp

    db/sqlite/sqlitedriver.cpp
    db/sqlite/sqliteerrors.cpp
    db/sqlite/sqlitefile.cpp
    db/sqlite/sqlitehandle.cpp
    db/sqlite/sqlitelike.cpp
    db/sqlite/sqliteqtrunner.cpp
    db/sqlite/sqliterunner.cpp db/sqlite/sqliterunner_bind.cpp db/sqlite/sqliterunner_read.cpp

    schema/attribute.cpp
    schema/autoincrement.cpp
    schema/dataversion.cpp
    schema/deferredkeys.cpp
    schema/definition.cpp
    schema/queryinterface.cpp schema/queryinterface_routines.cpp schema/queryinterface_rows.cpp
    schema/schemaeditor.cpp
    schema/schemaeditor_rename.cpp

    model/associator.cpp model/associator_many.cpp
    model/calltext.cpp model/calltext_covered.cpp model/calltext_lazy.cpp
    model/changes.cpp
    model/connecthooks.cpp
    model/foreignkey.cpp
    model/instance_calls.cpp
    model/model.cpp model/model_calls.cpp model/model_define.cpp
    model/related.cpp
    model/schema.cpp
    model/sequelize.cpp model/sequelize_calls.cpp
    model/session_find.cpp model/session_findorcreate.cpp model/session_query.cpp
    model/session_related.cpp model/session_rows.cpp model/session_write.cpp

    model/define/association.cpp
    model/define/columns.cpp
    model/define/hook.cpp model/define/hooks.cpp
    model/define/instance.cpp model/define/instance_inserted.cpp
    model/define/instance_relations.cpp model/define/instance_sums.cpp
    model/define/instance_typed.cpp model/define/instance_values.cpp
    model/define/instancefield.cpp
    model/define/modeldata.cpp model/define/modeldata_keys.cpp model/define/modeldata_rows.cpp
    model/define/modelmanager.cpp
    model/define/namedscope.cpp
    model/define/plaincell.cpp
    model/define/scope.cpp
    model/define/validation.cpp
    model/define/values.cpp

    model/read/finder.cpp model/read/finder_count.cpp model/read/finder_merged.cpp
    model/read/finder_raw.cpp model/read/finder_separate.cpp model/read/finder_trees.cpp
    model/read/includejoins.cpp
    model/read/includenames.cpp
    model/read/includenode.cpp
    model/read/includetree.cpp model/read/includetree_separate.cpp
    model/read/limit.cpp
    model/read/parentkeys.cpp
    model/read/resultnames.cpp
    model/read/rowtree.cpp model/read/rowtree_parts.cpp

    model/write/boundvalues.cpp model/write/brokenkey.cpp
    model/write/newrow.cpp
    model/write/rowimage.cpp model/write/rowimage_instances.cpp
    model/write/rowfailures.cpp model/write/rowsender.cpp model/write/rowsender_block.cpp
    model/write/treewriter.cpp model/write/treewriter_groups.cpp
    model/write/writer.cpp model/write/writer_build.cpp model/write/writer_bulk.cpp
    model/write/writer_bulkhooks.cpp
    model/write/writer_chunks.cpp model/write/writer_destroy.cpp model/write/writer_errors.cpp
    model/write/writer_hooks.cpp model/write/writer_increment.cpp model/write/writer_update.cpp model/write/writer_upsert.cpp
    model/write/writer_where.cpp

    model/relate/destroytree.cpp
    model/relate/relater.cpp model/relate/relater_junction.cpp model/relate/relater_write.cpp

    model/typed/mapping.cpp

    schema/validate/rule.cpp
    schema/validate/validators_address.cpp schema/validate/validators_code.cpp
    schema/validate/validators_number.cpp schema/validate/validators_text.cpp
)
