"""What the function asks AWS for at its first tick, asked by boto3; then waits to be measured and ended."""
import sys

import boto3

emr = boto3.client("emr")
s3 = boto3.client("s3")
emr.list_clusters(ClusterStates=["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING"])
s3.list_objects_v2(Bucket=sys.argv[1], Prefix="datasets/")
s3.list_objects_v2(Bucket=sys.argv[1], Prefix="ledger/", Delimiter="/")
print("done", flush=True)
sys.stdin.read()
