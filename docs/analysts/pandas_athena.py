"""A view of the RetailRocket data as a pandas DataFrame, through Athena.

pip install awswrangler; credentials and region come from the environment (AWS_PROFILE, AWS_REGION), the role is the
deployment's analyst.
"""

from datetime import date

import awswrangler as wr

funnel = wr.athena.read_sql_query(
    sql="SELECT * FROM daily_funnel WHERE happened_on >= :since ORDER BY happened_on",
    # A date becomes DATE '2015-08-01'; text would be put into quotes and compare with nothing.
    params={"since": date(2015, 8, 1)},
    paramstyle="named",
    database="retailrocket",
    workgroup="mayfly-analysts",
    # Analysts may not create tables, and the detour through one would be the default.
    ctas_approach=False,
)
print(funnel.describe())
# What Athena scanned; it bills whole megabytes, ten at least.
print(funnel.query_metadata["Statistics"]["DataScannedInBytes"])
